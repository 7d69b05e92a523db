package web

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"yaozhi/corpus"
	"yaozhi/reasoning"
)

type checkPage struct {
	page
	Heading     string
	FormHeading string
	Problem     *pageProblem
	Wrong       string // id of the field at fault: text or at
	Report      *reportView
	Text        string
	At          string
	Examples    []link
	Questions   []questionRow
}

type questionRow struct {
	Name, Ask, Hint, Value string
	Wrong                  string // what is wrong with the answer
	Free                   bool
	Options                []option
}

// answerPrefix marks the form fields that answer a question.
const answerPrefix = "a."

// maxQuestions on a page: about as many as settle a product in practice.
const maxQuestions = 10

// checkExamples are descriptions of our own that fill the form.
var checkExamples = []struct{ Title, Text corpus.Text }{
	{
		Title: corpus.Text{Zh: "强制填资料的学习应用", En: "a learning app that forces a profile"},
		Text: corpus.Text{
			Zh: "英语学习 App。合作门店把顾客手机号录入我们的系统并代开账号，短信发送密码。首次登录必须填写职业、学习目的和英语水平，没有跳过。账号和订单自动同步到姊妹应用，协议里只写“相关客户端”。每周向全部号码发送促销短信，回T退订。索取个人信息副本的，四个月内提供截图。",
			En: "An English-learning app. Partner shops key customers' phone numbers into our system and open accounts for them; the password goes out by text. First login requires occupation, learning goal and level, with no skip. Account and orders sync automatically to our sister apps; the terms only say “related clients”. Every week we send promotional texts to all numbers, reply STOP to unsubscribe. Requests for a copy of personal data are answered with screenshots within four months.",
		},
	},
	{
		Title: corpus.Text{Zh: "同一应用，改正之后", En: "the same app, mended"},
		Text: corpus.Text{
			Zh: "英语学习 App。用户自己注册，注册前弹窗说明用途并由用户勾选同意，勾选框默认不选中。注册只需手机号。职业、学习目的可以跳过，跳过后照常上课。推荐可在设置中一键关闭。营销短信默认不发，只发给单独勾选接收的用户。首次登录关联应用“口语角”时弹窗列明产品名称和同步的信息，用户同意后才同步，也可以另开账号使用。用户可自助下载个人信息副本（PDF），其他请求十五日内答复。",
			En: "An English-learning app. Users register themselves; a pop-up first explains the purposes and asks for consent with an unticked box. Only the phone number is required. Occupation and learning goal can be skipped and lessons work as usual. Recommendations can be switched off in settings with one tap. Marketing texts are off by default and go only to users who opt in with a separate box. At the first login to our affiliate “Talk Corner” a prompt names the product and the data to be synced; nothing is synced unless the user agrees, and a separate account may be used instead. Users can download a copy of their data as PDF; other access requests are answered within fifteen days.",
		},
	},
}

func (p *pages) checkForm(r *http.Request) (view, error) {
	base := p.newPage(r, "check", "")
	d := base.newCheckPage()
	switch base.query.Get("example") {
	case "1":
		d.Text = checkExamples[0].Text.In(base.Lang)
	case "2":
		d.Text = checkExamples[1].Text.In(base.Lang)
	}
	return view{template: "check", data: d}, nil
}

func (p page) newCheckPage() checkPage {
	p.Title = p.t("check.title")
	d := checkPage{page: p, Heading: p.Title, FormHeading: p.t("check.form"), At: Today(p.now())}
	for i, e := range checkExamples {
		d.Examples = append(d.Examples, link{Text: e.Title.In(p.Lang), Href: p.URL("/check?example=" + string(rune('1'+i)))})
	}
	return d
}

// checkPost checks the description of a form, or shows the form again with what is
// wrong with it: fault, where that is known already. What was sent is given back in
// its own fields, so that nothing is lost, and nowhere else.
func (p *pages) checkPost(r *http.Request, form url.Values, fault error) (view, error) {
	req := formRequest(form, callOf(r).lang, p.now())
	base := p.newPage(r, "check", "")
	base.Lang, base.chosen, base.Posted = req.Lang, true, true
	d := base.newCheckPage()
	d.Text, d.At = req.Text, req.At
	list, err := (*reasoning.Checklist)(nil), fault
	if err == nil {
		list, err = p.check(req)
	}
	if bad, ok := errors.AsType[*RequestError](err); ok {
		d.Questions = base.answeredRows(req.Answers)
		d.mark(bad)
		status, _ := bad.kind.status()
		return view{template: "check", data: d, status: status}, nil
	}
	if err != nil {
		return view{}, err
	}
	d.Title, d.Heading, d.FormHeading = base.t("check.result"), base.t("check.result"), base.t("check.again")
	d.Report = base.reportView(list, d.Text)
	d.Questions = append(base.answeredRows(req.Answers), base.questionRows(list)...)
	return view{template: "check", data: d}, nil
}

// mark says what is wrong, above the form and at the field.
func (d *checkPage) mark(bad *RequestError) {
	d.Title = d.t("check.problem") + d.t("colon") + d.Title
	d.Problem = d.problem(bad)
	name, fact, _ := strings.Cut(bad.Parameter, ".")
	switch name {
	case "text", "at":
		d.Problem.Href = "#" + name
		d.Wrong = name
	case "answers":
		for i := range d.Questions {
			if q := &d.Questions[i]; q.Name == answerPrefix+fact {
				q.Wrong, d.Problem.Href = d.Problem.Detail, "#"+q.Name
			}
		}
	}
}

// formRequest reads the fields of the form; lang is for one that names none. Fields
// beside these are not looked at.
func formRequest(form url.Values, lang string, now time.Time) CheckRequest {
	req := CheckRequest{Text: form.Get("text"), At: form.Get("at"), Lang: cmp.Or(form.Get("other"), form.Get("lang")), Answers: formAnswers(form)}
	if req.At == "" {
		req.At = Today(now)
	}
	if !slices.Contains(langs, req.Lang) {
		req.Lang = lang
	}
	return req
}

func formAnswers(form url.Values) map[string]any {
	answers := map[string]any{}
	for name, values := range form {
		if fact, ok := strings.CutPrefix(name, answerPrefix); ok && len(values) > 0 && strings.TrimSpace(values[0]) != "" {
			answers[fact] = strings.TrimSpace(values[0])
		}
	}
	return answers
}

// answeredRows are the questions answered already, which can still be changed.
func (p page) answeredRows(answers map[string]any) []questionRow {
	var rows []questionRow
	for _, f := range p.corpus.Facts {
		if v, ok := answers[f.Name].(string); ok {
			rows = append(rows, p.questionRow(f, v, ""))
		}
	}
	return rows
}

// questionRows offers the most telling open questions.
func (p page) questionRows(list *reasoning.Checklist) []questionRow {
	var rows []questionRow
	for _, q := range list.Questions[:min(maxQuestions, len(list.Questions))] {
		hint := ""
		if q.Hint != nil && len(q.Hint.Evidence) > 0 {
			hint = q.Hint.Evidence[0].Text
		}
		rows = append(rows, p.questionRow(q.Fact, "", hint))
	}
	return rows
}

func (p page) questionRow(f *corpus.Fact, value, hint string) questionRow {
	row := questionRow{Name: answerPrefix + f.Name, Ask: f.Ask.In(p.Lang), Hint: hint, Value: value}
	choose := func(v, title string) {
		o := option{Value: v, Title: title, Checked: v == value}
		if len(row.Options) == 0 {
			o.ID = row.Name
		}
		row.Options = append(row.Options, o)
	}
	switch f.Type {
	case corpus.TypeDuration:
		row.Free = true
	case corpus.TypeEnum:
		for _, e := range f.Values {
			choose(e.ID, e.Label.In(p.Lang))
		}
	default:
		choose("true", p.t("yes"))
		choose("false", p.t("no"))
	}
	choose("", p.t("check.unanswered"))
	return row
}

// statusIcons go beside the words, since colour alone tells nothing.
var statusIcons = map[reasoning.Status]string{
	reasoning.StatusConflict: "✕", reasoning.StatusAtRisk: "!", reasoning.StatusUnknown: "?",
	reasoning.StatusSatisfied: "✓", reasoning.StatusEngaged: "•", reasoning.StatusNotEngaged: "–",
}

// outcomes joins outcomes in words.
func (p page) outcomes(list []corpus.Outcome) string {
	var words []string
	for _, o := range list {
		words = append(words, p.t("outcome."+string(o)))
	}
	return strings.Join(words, " · ")
}

func (p page) factLabels(names []string) string {
	labels := make([]string, len(names))
	for i, n := range names {
		labels[i] = p.factLabel(n)
	}
	return strings.Join(slices.Compact(labels), p.t("list.separator"))
}
