package web

import (
	"fmt"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestScripts runs testdata/http/*.txt. A script is requests with what must come
// back; # begins a comment.
//
//	POST /api/v1/checklists      a request; what follows is about it
//	header Accept text/markdown  a header to send
//	send 首次登录必须填写职业      a body; text/plain unless a header says otherwise
//	send repeat 100 你            a body of 100 times 你
//	code == 200
//	body contains "status":"conflict"
//	body lacks 你好
//	header ETag contains W/
//
// In bodies and addresses \xHH is a byte and \n a newline.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/http/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			s := script{t: t, site: newSite(t, Config{Loopback: true}), file: file}
			text, err := fs.ReadFile(os.DirFS("."), file)
			if err != nil {
				t.Fatal(err)
			}
			for i, line := range strings.Split(string(text), "\n") {
				s.line = i + 1
				if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
					s.do(line)
				}
			}
			s.finish()
		})
	}
}

type script struct {
	t    *testing.T
	site site
	file string
	line int

	method, target, body string
	headers              []string
	answer               *httptest.ResponseRecorder // nil until asked
	checks               int
}

func (s *script) errorf(format string, args ...any) {
	s.t.Helper()
	s.t.Errorf("%s:%d: %s %s: %s", s.file, s.line, s.method, s.target, fmt.Sprintf(format, args...))
}

func (s *script) do(line string) {
	word, rest, _ := strings.Cut(line, " ")
	switch {
	case word == strings.ToUpper(word):
		s.finish()
		s.method, s.target, s.body, s.headers, s.answer, s.checks = word, unescape(rest), "", nil, nil, 0
	case word == "send":
		s.body = s.read(rest)
		if !strings.Contains(strings.Join(s.headers, "\n"), "Content-Type: ") {
			s.headers = append(s.headers, "Content-Type: text/plain")
		}
	case word == "header" && s.answer == nil && !strings.Contains(rest, " contains ") && !strings.Contains(rest, " is "):
		name, value, _ := strings.Cut(rest, " ")
		s.headers = append(s.headers, name+": "+value)
	default:
		s.check(word, rest)
	}
}

// read reads a body.
func (s *script) read(rest string) string {
	if again, ok := strings.CutPrefix(rest, "repeat "); ok {
		n, what, _ := strings.Cut(again, " ")
		count, err := strconv.Atoi(n)
		if err != nil {
			s.t.Fatalf("%s:%d: %v", s.file, s.line, err)
		}
		return strings.Repeat(unescape(what), count)
	}
	return unescape(rest)
}

func (s *script) check(word, rest string) {
	if s.answer == nil {
		s.answer = s.site.ask(s.method, s.target, s.body, s.headers...)
	}
	s.checks++
	what, want, _ := strings.Cut(rest, " ")
	body := s.answer.Body.String()
	switch word + " " + what {
	case "code ==":
		if got := strconv.Itoa(s.answer.Code); got != want {
			s.errorf("code %s, want %s: %.300s", got, want, body)
		}
	case "body contains":
		if !strings.Contains(body, want) {
			s.errorf("the body lacks %s: %.600s", want, body)
		}
	case "body lacks":
		if strings.Contains(body, want) {
			s.errorf("the body contains %s", want)
		}
	default:
		s.checkHeader(word, rest)
	}
}

func (s *script) checkHeader(word, rest string) {
	name, want, ok := strings.Cut(rest, " contains ")
	if word != "header" || !ok {
		s.t.Fatalf("%s:%d: unknown line", s.file, s.line)
	}
	if got := s.answer.Header().Get(name); !strings.Contains(got, want) {
		s.errorf("header %s is %q, want %q in it", name, got, want)
	}
}

func (s *script) finish() {
	if s.method != "" && s.checks == 0 {
		s.errorf("nothing is checked")
	}
}

// unescape reads \n and \xHH.
func unescape(in string) string {
	var b strings.Builder
	for i := 0; i < len(in); i++ {
		switch {
		case strings.HasPrefix(in[i:], `\n`):
			b.WriteByte('\n')
			i++
		case strings.HasPrefix(in[i:], `\x`) && i+4 <= len(in):
			n, err := strconv.ParseUint(in[i+2:i+4], 16, 8)
			if err != nil {
				b.WriteByte('\\')
				continue
			}
			b.WriteByte(byte(n))
			i += 3
		default:
			b.WriteByte(in[i])
		}
	}
	return b.String()
}
