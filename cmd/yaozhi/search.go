package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"yaozhi/index"
	"yaozhi/web"
)

type searchCmd struct {
	indexFlag
	langFlag
	Query   []string `arg:"" optional:"" help:"Words to search for; all of them must match. A sentence is ranked by best match."`
	Like    string   `help:"In place of words: what is like this document, or this passage of text; - reads it from standard input." placeholder:"ID|TEXT|-"`
	In      []string `help:"Search in: holdings, passages, rulings, provisions." placeholder:"KIND,…"`
	Part    []string `help:"Only this part of rulings: opinion, facts, disposition, …"`
	Filter  []string `help:"A filter: kind, part, topic, weight, statute, court, remedy, from or to." placeholder:"KEY=VALUE" sep:"none"`
	Sort    string   `help:"Order: relevance, date or weight." default:"relevance" enum:"relevance,date,weight"`
	Limit   int      `help:"Most results, up to 100." default:"10"`
	Explain bool     `help:"Say how each result was scored."`
	JSON    bool     `help:"Print the answer of the API."`
}

func (searchCmd) Help() string {
	return `Chinese and English find each other's holdings. "exact phrase", "two words"~3, -word or NOT word,
OR or |, and ( ) work, and so do fields and filters:
  要旨:/holding: 理由:/opinion: 事实:/facts: 判项:/disposition: 主张:/claims: 抗辩:/defence:
  当事人:/party: 标题:/title: 法院:/court: 案号:/case: 条:/provision: 日期:/date: 类型:/kind:
  效力:/weight: 主题:/topic:
A misspelt English word that stands nowhere is read as its neighbour, and the answer says so;
quotation marks keep it as it is. --explain gives share × idf × frequency of each word.
Options stand before --; words after it may begin with a minus sign.

Example:
  yaozhi search 个人信息副本 期限
  yaozhi search affiliate sharing --in holdings --filter weight=ratio
  yaozhi search '理由:同意 -短信' --explain
  yaozhi search --in holdings -- 手机号 -同意
  yaozhi search --like C5 --in holdings
  yaozhi search --like - <paragraph.txt`
}

func (cmd searchCmd) Run(s *streams) error {
	q, err := cmd.query(s)
	if err != nil {
		return err
	}
	service, closer, err := cmd.searchService()
	if err != nil {
		return err
	}
	defer closer.Close()
	found, err := service.Search(s.ctx, q, nil)
	if err != nil {
		return withPlace("search", q.Text, err)
	}
	if cmd.JSON {
		return printJSON(s, found)
	}
	searchPrinter{out: s.out, lang: cmd.Lang, service: service}.print(found)
	return nil
}

// query reads the flags.
func (cmd searchCmd) query(s *streams) (index.Query, error) {
	q := index.Query{Text: strings.Join(cmd.Query, " "), Like: cmd.Like, Part: cmd.Part, Sort: cmd.Sort, Limit: cmd.Limit, Explain: cmd.Explain}
	if cmd.Limit < 1 {
		return q, fmt.Errorf("search: --limit %d: want 1 to %d", cmd.Limit, index.MaxLimit)
	}
	var err error
	if q.In, err = web.ParseKinds(cmd.In); err != nil {
		return q, fmt.Errorf("search: --in: %w", err)
	}
	if q.Like == "-" {
		if q.Like, err = readPassage(s.in); err != nil {
			return q, err
		}
	}
	return q, cmd.filters(&q)
}

// readPassage reads a text whose like is wanted; one rune too many shows that there
// is too much.
func readPassage(in io.Reader) (string, error) {
	body, err := io.ReadAll(io.LimitReader(in, utf8.UTFMax*web.MaxLike+1))
	if err != nil {
		return "", fmt.Errorf("search: --like -: %w", err)
	}
	if !utf8.Valid(body) && len(body) <= utf8.UTFMax*web.MaxLike {
		return "", errors.New("search: --like -: the text is not valid UTF-8")
	}
	if text := strings.TrimSpace(string(body)); text != "" {
		return text, nil
	}
	return "", errors.New("search: --like -: standard input is empty")
}

// filters reads --filter key=value, repeatable.
func (cmd searchCmd) filters(q *index.Query) error {
	lists := map[string]*[]string{"part": &q.Part, "topic": &q.Topic, "weight": &q.Weight, "statute": &q.Statute, "court": &q.Court, "remedy": &q.Remedy}
	dates := map[string]*string{"from": &q.From, "to": &q.To}
	for _, f := range cmd.Filter {
		key, value, ok := strings.Cut(f, "=")
		switch {
		case !ok || value == "":
			return fmt.Errorf("search: --filter: want KEY=VALUE, as in weight=ratio")
		case key == "kind" || key == "in":
			kinds, err := web.ParseKinds([]string{value})
			if err != nil {
				return fmt.Errorf("search: --filter: %w", err)
			}
			q.In = append(q.In, kinds...)
		case lists[key] != nil:
			*lists[key] = append(*lists[key], value)
		case dates[key] != nil:
			*dates[key] = value
		default:
			return fmt.Errorf("search: --filter: no filter %q; there are kind (or in), part, topic, weight, statute, court, remedy, from, to", key)
		}
	}
	return nil
}
