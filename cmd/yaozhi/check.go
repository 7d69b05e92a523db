package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"strings"
	"time"

	"yaozhi/reasoning"
	"yaozhi/web"
)

// maxInput is the most bytes read of a description: every rune may take four,
// and one byte more shows that there is too much.
const maxInput = 4*reasoning.MaxText + 1

type checkCmd struct {
	corpusFlag
	langFlag
	File    string   `arg:"" optional:"" default:"-" help:"File with the description; - for standard input."`
	Answers string   `help:"JSON file with answers: {\"login.skip\": true, \"access.days\": \"15d\"}." placeholder:"FILE"`
	Set     []string `help:"Give one fact a value; overrides text and --answers." placeholder:"FACT=VALUE" sep:"none"`
	At      string   `help:"Date of the conduct, as 2006-01-02; today when omitted."`
	Pin     []string `help:"A fact that no repair may change." placeholder:"FACT"`
	Format  string   `help:"Format: ${enum}. jsonl reads lines {\"id\",\"text\"} and writes one checklist a line, in order." enum:"text,json,jsonl,markdown,sarif,junit" default:"text"`
	FailOn  string   `help:"Exit with 1 from this status on: ${enum}." enum:"conflict,at-risk,unknown,never" default:"conflict"`
}

func (checkCmd) Help() string {
	return `Reads a product description in Chinese or English and says which holdings bear on it: conflict,
at-risk, satisfied, unknown or not engaged, with the words that show it, the court's words, what
is missing and the smallest change that repairs it. The text is not stored and not logged.

Exit status: 0 nothing at or above --fail-on, 1 something, 2 could not check.

Example:
  yaozhi check product.md
  echo 'First login requires your occupation. It cannot be skipped.' | yaozhi check --lang en
  yaozhi check prd.md --format sarif --fail-on at-risk > yaozhi.sarif

The text report is coloured on a terminal, unless NO_COLOR is set. In JUnit reports, what is at or
above --fail-on fails; other conflicts, risks and unknowns are skipped.`
}

func (cmd checkCmd) Run(s *streams) error {
	answers, err := cmd.answers()
	if err != nil {
		return err
	}
	service, err := cmd.service()
	if err != nil {
		return err
	}
	req := web.CheckRequest{Answers: answers, At: cmd.At, Lang: cmd.Lang, Pin: cmd.Pin}
	if req.At == "" {
		req.At = web.Today(time.Now())
	}
	if cmd.Format == "jsonl" {
		return cmd.checkLines(s, service, req)
	}
	if req.Text, err = cmd.read(s, len(answers) > 0); err != nil {
		return err
	}
	list, err := service.Check(req)
	if err != nil {
		return fmt.Errorf("check: %w", err)
	}
	if err := cmd.write(s, service, list); err != nil {
		return fmt.Errorf("check: %w", err)
	}
	if list.Reaches(cmd.FailOn) {
		return errFound
	}
	return nil
}

func (cmd checkCmd) write(s *streams, service *web.Service, list *web.Checklist) error {
	if cmd.Format == "json" {
		return printJSON(s, list)
	}
	out, err := service.Report(list, web.ReportOptions{Format: cmd.Format, Lang: cmd.Lang, Path: cmd.path(), FailOn: cmd.FailOn,
		Colour: isTerminal(s.out) && os.Getenv("NO_COLOR") == ""})
	if err != nil {
		return err
	}
	_, err = s.out.Write(out)
	return err
}

// path names the checked file in SARIF and JUnit reports.
func (cmd checkCmd) path() string {
	if cmd.File == "-" {
		return "stdin"
	}
	return cmd.File
}

// read reads the description. Standard input that is a terminal is not waited for
// when there are answers to check.
func (cmd checkCmd) read(s *streams, answered bool) (string, error) {
	in := s.in
	if cmd.File != "-" {
		f, err := os.Open(cmd.File)
		if err != nil {
			return "", fmt.Errorf("check: %w", err)
		}
		defer f.Close()
		in = f
	} else if answered && isTerminal(s.in) {
		return "", nil
	}
	b, err := io.ReadAll(io.LimitReader(in, maxInput))
	if err != nil {
		return "", fmt.Errorf("check: reading the description: %w", err)
	}
	return string(b), nil
}

// answers joins --answers and --set; --set wins.
func (cmd checkCmd) answers() (map[string]any, error) {
	all := map[string]any{}
	if cmd.Answers != "" {
		f, err := os.Open(cmd.Answers)
		if err != nil {
			return nil, fmt.Errorf("check: %w", err)
		}
		defer f.Close()
		dec := json.NewDecoder(io.LimitReader(f, maxInput))
		if err := dec.Decode(&all); err != nil {
			return nil, fmt.Errorf("check: %s is not a JSON object of answers: %w", cmd.Answers, err)
		}
	}
	set := map[string]any{}
	for _, pair := range cmd.Set {
		fact, value, ok := strings.Cut(pair, "=")
		if !ok || fact == "" || value == "" {
			return nil, errors.New("check: --set: want FACT=VALUE, as in login.skip=true")
		}
		set[fact] = value
	}
	maps.Copy(all, set)
	return all, nil
}
