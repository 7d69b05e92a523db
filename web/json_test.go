package web

import (
	"encoding/json"
	"errors"
	"testing"
	"unicode/utf8"
)

func TestReadJSON(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want string // text of the body; "" for a fault
		line int
	}{
		{in: `{"text":"a"}`, want: "a"},
		{in: " {\"text\":\"\\ud83d\\ude00\"}\n", want: "😀"},
		{in: `{"text":"\\ud800"}`, want: `\ud800`}, // an escaped backslash, no surrogate
		{in: `{"text":"\n\u4f60"}`, want: "\n你"},
		{in: `{"text":"\ud800"}`, line: 1},
		{in: `{"text":"\udc00\ud800"}`, line: 1},
		{in: `{"text":"\ud800\u0041"}`, line: 1},
		{in: "{\"text\":\n\"a\",\n\"text\":\"b\"}", line: 3},
		{in: "{\"TEXT\":\"a\"}", line: 1},
		{in: "{\"text\":\"a\"\n", line: 1}, // the end of the last token
		{in: "", line: 1},
		{in: "null", line: 1},
		{in: "{\"text\":\"a\"}\n{}", line: 2},
		{in: "{\"text\":\"a\"}]", line: 1},
		{in: "\ufeff{\"text\":\"a\"}", line: 1},
		{in: "{\"text\":\"\xff\"}", line: 1},
		{in: "{\"text\":\"a\tb\"}", line: 1}, // a control character must be escaped
	} {
		var b checkBody
		err := readJSON([]byte(tt.in), &b, "text", "answers", "at", "lang", "pin")
		if tt.line == 0 {
			if err != nil || b.Text != tt.want {
				t.Errorf("readJSON(%q) = %q, %v; want %q", tt.in, b.Text, err, tt.want)
			}
			continue
		}
		e, ok := errors.AsType[*RequestError](err)
		if !ok || e.Line != tt.line {
			t.Errorf("readJSON(%q) = %q, %+v; want a fault on line %d", tt.in, b.Text, err, tt.line)
		}
	}
}

// Whatever is read is a JSON object without loss, and every fault lies in the body.
func FuzzReadJSON(f *testing.F) {
	for _, seed := range []string{`{"text":"a"}`, `{"answers":{"a":true},"pin":["b"]}`, `{"text":"\ud800"}`, `[[[`, `{"a":{"a":1}}`,
		"{\"text\":\"\xff\"}", `{"text":"a"}{}`, `{"text":"a","text":"b"}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		var b checkBody
		err := readJSON(body, &b, "text", "answers", "at", "lang", "pin")
		if err == nil {
			var plain map[string]json.RawMessage
			if json.Unmarshal(body, &plain) != nil || !utf8.Valid(body) || plain == nil {
				t.Fatalf("readJSON accepted %q", body)
			}
			return
		}
		e, ok := errors.AsType[*RequestError](err)
		if !ok || e.Line < 1 || e.Offset < 0 || e.Offset > utf8.RuneCount(body) {
			t.Fatalf("readJSON(%q): %+v lies outside", body, err)
		}
	})
}
