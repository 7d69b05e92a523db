package main

import (
	"fmt"
	"strings"

	"yaozhi/index"
)

type suggestCmd struct {
	indexFlag
	Beginning []string `arg:"" help:"What has been typed."`
	Limit     int      `help:"Most suggestions, up to 20." default:"10"`
	JSON      bool     `help:"Print the answer of the API."`
}

func (suggestCmd) Help() string {
	return `Completes what is typed: first what begins with it (titles of holdings, case numbers and titles of
rulings, provisions, parties, legal terms), then titles that have it inside. A line has the kind,
what to search for and, of a document, its id.

Example:
  yaozhi suggest 手机
  yaozhi suggest access --limit 5 --json`
}

func (cmd suggestCmd) Run(s *streams) error {
	if cmd.Limit < 1 {
		return fmt.Errorf("suggest: --limit %d: want 1 to %d", cmd.Limit, index.MaxSuggest)
	}
	service, closer, err := cmd.searchService()
	if err != nil {
		return err
	}
	defer closer.Close()
	begun := strings.Join(cmd.Beginning, " ")
	list, err := service.Suggest(s.ctx, begun, cmd.Limit)
	if err != nil {
		return withPlace("suggest", begun, err)
	}
	if cmd.JSON {
		return printJSON(s, list)
	}
	for _, g := range list.Items {
		fmt.Fprintln(s.out, strings.TrimRight(fmt.Sprintf("%-9s %s  %s", g.Kind, g.Text, g.ID), " "))
	}
	return nil
}
