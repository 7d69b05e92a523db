package main

import (
	"fmt"

	"yaozhi/web"
)

type showCmd struct {
	corpusFlag
	langFlag
	ID   string `arg:"" help:"A holding (slug or code), a ruling (id or case number), ruling#passage, a provision or a fact."`
	JSON bool   `help:"Print the object of the API."`
}

func (showCmd) Help() string {
	return `Example:
  yaozhi show C5
  yaozhi show （2021）京0491民初5094号
  yaozhi show '2021-jing0491-minchu-5094#理由/一/(二)/2.3'
  yaozhi show 民法典/1035/1/1
  yaozhi show login.skip --lang en`
}

func (cmd showCmd) Run(s *streams) error {
	service, err := cmd.service()
	if err != nil {
		return err
	}
	found, err := service.Show(cmd.ID, web.Offsets{})
	if err != nil {
		return fmt.Errorf("show: %w", err)
	}
	if cmd.JSON {
		return printJSON(s, found)
	}
	text, err := service.Markdown(found, cmd.Lang)
	if err != nil {
		return fmt.Errorf("show: %w", err)
	}
	_, err = fmt.Fprint(s.out, text)
	return err
}
