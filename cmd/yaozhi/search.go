package main

import (
	"fmt"
	"slices"
	"strings"

	"yaozhi/index"
	"yaozhi/web"
)

type searchCmd struct {
	corpusFlag
	langFlag
	Query  []string `arg:"" optional:"" help:"Words to search for; all of them must match. A sentence is ranked by best match."`
	In     []string `help:"Search in: holdings, passages, rulings, provisions." placeholder:"KIND,…"`
	Part   []string `help:"Only this part of rulings: opinion, facts, disposition, …"`
	Filter []string `help:"A filter: topic, weight, statute, court, remedy, from or to." placeholder:"KEY=VALUE" sep:"none"`
	Sort   string   `help:"Order: relevance, date or weight." default:"relevance" enum:"relevance,date,weight"`
	Limit  int      `help:"Most results, up to 100." default:"10"`
	JSON   bool     `help:"Print the answer of the API."`
}

func (searchCmd) Help() string {
	return `Chinese and English find each other's holdings. "exact phrase", -word and OR work, and so do
fields: 理由: opinion: 事实: facts: 判项: disposition: 条: provision: 案号: case: 要旨: holding:

Example:
  yaozhi search 个人信息副本 期限
  yaozhi search affiliate sharing --in holdings --filter weight=ratio`
}

func (cmd searchCmd) Run(s *streams) error {
	q := index.Query{Text: strings.Join(cmd.Query, " "), Part: cmd.Part, Sort: cmd.Sort, Limit: cmd.Limit}
	if cmd.Limit < 1 {
		return fmt.Errorf("search: --limit %d: want 1 to %d", cmd.Limit, index.MaxLimit)
	}
	var err error
	if q.In, err = web.ParseKinds(cmd.In); err != nil {
		return fmt.Errorf("search: --in: %w", err)
	}
	if err := cmd.filters(&q); err != nil {
		return err
	}
	service, closer, err := cmd.searchService()
	if err != nil {
		return err
	}
	defer closer.Close()
	found, err := service.Search(s.ctx, q, nil)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	if cmd.JSON {
		return printJSON(s, found)
	}
	cmd.print(s, found)
	return nil
}

// filters reads --filter key=value, repeatable.
func (cmd searchCmd) filters(q *index.Query) error {
	lists := map[string]*[]string{"topic": &q.Topic, "weight": &q.Weight, "statute": &q.Statute, "court": &q.Court, "remedy": &q.Remedy}
	dates := map[string]*string{"from": &q.From, "to": &q.To}
	for _, f := range cmd.Filter {
		key, value, ok := strings.Cut(f, "=")
		switch {
		case !ok || value == "":
			return fmt.Errorf("search: --filter: want KEY=VALUE, as in weight=ratio")
		case lists[key] != nil:
			*lists[key] = append(*lists[key], value)
		case dates[key] != nil:
			*dates[key] = value
		default:
			return fmt.Errorf("search: --filter: no filter %q; there are topic, weight, statute, court, remedy, from, to", key)
		}
	}
	return nil
}

func (cmd searchCmd) print(s *streams, found *web.SearchAnswer) {
	if found.Total == 0 {
		fmt.Fprintln(s.out, found.Note)
		if len(found.Suggestions) > 0 {
			fmt.Fprintf(s.out, "%s %s\n", pick(cmd.Lang, "相近的有：", "Near to it:"), strings.Join(found.Suggestions, " · "))
		}
		return
	}
	for _, r := range found.Results {
		fmt.Fprintf(s.out, "%-9s %s\n", r.Kind, strings.TrimSpace(r.Code+" "+r.Title.In(cmd.Lang)))
		fmt.Fprintf(s.out, "          %s\n", r.ID)
		for _, n := range r.Snippets {
			fmt.Fprintf(s.out, "          %s\n", bracket(n))
		}
	}
	if n := len(found.Results); n < found.Total {
		fmt.Fprintf(s.out, pick(cmd.Lang, "前 %d 条，共 %d 条\n", "%d of %d results\n"), n, found.Total)
	}
}

// bracket shows the words that matched between 【】.
func bracket(n web.Snippet) string {
	text := []rune(n.Text)
	for _, h := range slices.Backward(n.Highlights) {
		text = slices.Concat(text[:h[0]], []rune("【"), text[h[0]:h[1]], []rune("】"), text[h[1]:])
	}
	return strings.ReplaceAll(string(text), "\n", " ")
}

func pick(lang, zh, en string) string {
	if lang == "en" {
		return en
	}
	return zh
}
