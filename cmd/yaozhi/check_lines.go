package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"yaozhi/web"
)

// lineInput is one description of a JSON lines file.
type lineInput struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// lineOutput is its checklist, with the id of the input, or why there is none.
type lineOutput struct {
	ID    string `json:"id"`
	Error string `json:"error,omitempty"`
	*web.Checklist
}

// checkLines reads one description a line and writes one checklist a line, in
// order, holding one at a time. A bad line is reported in its place and the rest
// goes on; the exit status is then 2.
func (cmd checkCmd) checkLines(s *streams, service *web.Service, req web.CheckRequest) error {
	in, size, err := cmd.openLines(s)
	if err != nil {
		return err
	}
	defer in.Close()
	bar := lineBar(s, size)
	defer bar.Finish()
	lines := bufio.NewScanner(io.TeeReader(in, bar))
	lines.Buffer(make([]byte, 64<<10), 2*maxInput)
	out := bufio.NewWriter(s.out)
	defer out.Flush()
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	found, bad, n := false, 0, 0
	for lines.Scan() {
		n++
		if err := s.ctx.Err(); err != nil {
			return fmt.Errorf("check: stopped before line %d: %w", n, err)
		}
		result := checkLine(service, req, lines.Bytes())
		if result.Error != "" {
			bad++
			result.Error = fmt.Sprintf("line %d: %s", n, result.Error)
		} else if result.Checklist.Reaches(cmd.FailOn) {
			found = true
		}
		if err := enc.Encode(result); err != nil {
			return fmt.Errorf("check: %w", err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("check: line %d: %w", n+1, err)
	}
	if bad > 0 {
		return fmt.Errorf("check: %d of %d line(s) could not be checked; see their \"error\"", bad, n)
	}
	if found {
		return errFound
	}
	return nil
}

func checkLine(service *web.Service, req web.CheckRequest, line []byte) lineOutput {
	var in lineInput
	// The decoder's own message would quote the text.
	if err := json.Unmarshal(line, &in); err != nil {
		return lineOutput{Error: `not a JSON object with "id" and "text"`}
	}
	req.Text = in.Text
	list, err := service.Check(req)
	if err != nil {
		return lineOutput{ID: in.ID, Error: err.Error()}
	}
	return lineOutput{ID: in.ID, Checklist: list}
}

// openLines opens the input; size is -1 where it is not known.
func (cmd checkCmd) openLines(s *streams) (io.ReadCloser, int64, error) {
	if cmd.File == "-" {
		return io.NopCloser(s.in), -1, nil
	}
	f, err := os.Open(cmd.File)
	if err != nil {
		return nil, 0, fmt.Errorf("check: %w", err)
	}
	info, err := f.Stat()
	if err != nil {
		return nil, 0, errors.Join(fmt.Errorf("check: %w", err), f.Close())
	}
	return f, info.Size(), nil
}

// lineBar shows how far the input is read, on a terminal only.
func lineBar(s *streams, size int64) *progressbar.ProgressBar {
	return progressbar.NewOptions64(size, progressbar.OptionSetWriter(s.err), progressbar.OptionShowBytes(true),
		progressbar.OptionSetVisibility(isTerminal(s.err)), progressbar.OptionClearOnFinish())
}

// isTerminal reports whether a stream is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
