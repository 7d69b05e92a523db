package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// maxDepth is how deep a JSON body may nest; the contract needs two levels.
const maxDepth = 32

// Encode is the one JSON form of an answer, for HTTP and the command line: compact,
// UTF-8, no HTML escapes, one newline at the end.
func Encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.Bytes(), err
}

// readJSON decodes a body into v strictly: one object, valid UTF-8, no lone
// surrogate, no repeated key at any depth, only the allowed keys in their exact
// case at the top. encoding/json alone accepts or silently replaces all of these.
func readJSON(body []byte, v any, allowed ...string) error {
	if err := checkUTF8(body); err != nil {
		return err
	}
	if at := loneSurrogate(body); at >= 0 {
		return jsonFault(body, at, "an escape is half of a surrogate pair", `write both halves, or the character itself`)
	}
	if err := scanJSON(body, allowed); err != nil {
		return err
	}
	err := json.Unmarshal(body, v)
	if t, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		e := jsonFault(body, int(t.Offset), "the value has the wrong type", "text, at and lang are strings, answers is an object, pin is a list of strings")
		field, _, _ := strings.Cut(t.Field, ".")
		if slices.Contains(allowed, field) {
			e.Parameter = field
		}
		return e
	}
	if err != nil {
		return jsonFault(body, len(body), "not JSON", "send one JSON object")
	}
	return nil
}

func checkUTF8(body []byte) error {
	if utf8.Valid(body) {
		return nil
	}
	at := 0
	for at < len(body) {
		r, n := utf8.DecodeRune(body[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	e := place(body, at, fault(kindBadText, "", "the body is not valid UTF-8", "send it as UTF-8"))
	return e
}

// jsonFault is a fault at a byte of the body.
func jsonFault(body []byte, at int, detail, fix string) *RequestError {
	return place(body, at, fault(kindBadJSON, "", detail, fix))
}

// place sets line and rune offset from a byte offset.
func place(body []byte, at int, e *RequestError) *RequestError {
	before := body[:min(max(at, 0), len(body))]
	e.Line = bytes.Count(before, []byte("\n")) + 1
	e.Offset = utf8.RuneCount(before)
	return e
}

// scanJSON walks the tokens once.
func scanJSON(body []byte, allowed []string) error {
	s := scanner{body: body, dec: json.NewDecoder(bytes.NewReader(body)), allowed: allowed}
	s.dec.UseNumber()
	first, err := s.dec.Token()
	if err != nil || first != json.Delim('{') {
		return jsonFault(body, 0, "the body is not a JSON object", "send one JSON object")
	}
	if err := s.object(1); err != nil {
		return err
	}
	if _, err := s.dec.Token(); !errors.Is(err, io.EOF) {
		return s.fault("something follows the JSON object", "send one JSON object")
	}
	return nil
}

type scanner struct {
	body    []byte
	dec     *json.Decoder
	allowed []string
}

func (s *scanner) fault(detail, fix string) error {
	return jsonFault(s.body, int(s.dec.InputOffset()), detail, fix)
}

func (s *scanner) broken() error { return s.fault("not JSON", "send one JSON object") }

// object reads the members of an object up to its end.
func (s *scanner) object(depth int) error {
	seen := map[string]bool{}
	for s.dec.More() {
		t, err := s.dec.Token()
		key, ok := t.(string)
		if err != nil || !ok {
			return s.broken()
		}
		if seen[key] {
			return s.fault("a key is repeated", "give each key once")
		}
		seen[key] = true
		if depth == 1 && !slices.Contains(s.allowed, key) {
			return s.fault("no such field", "allowed: "+strings.Join(s.allowed, ", "))
		}
		if err := s.value(depth); err != nil {
			return err
		}
	}
	if _, err := s.dec.Token(); err != nil {
		return s.broken()
	}
	return nil
}

func (s *scanner) value(depth int) error {
	t, err := s.dec.Token()
	if err != nil {
		return s.broken()
	}
	d, nested := t.(json.Delim)
	if !nested {
		return nil
	}
	if depth == maxDepth {
		return s.fault("nested deeper than 32 levels", "send the flat object of the contract")
	}
	if d == '{' {
		return s.object(depth + 1)
	}
	for s.dec.More() {
		if err := s.value(depth + 1); err != nil {
			return err
		}
	}
	if _, err := s.dec.Token(); err != nil {
		return s.broken()
	}
	return nil
}

// loneSurrogate returns the byte offset of an escaped surrogate without its other
// half, -1 if there is none. Outside strings a JSON text has no backslash.
func loneSurrogate(body []byte) int {
	for i := 0; i < len(body); i++ {
		if body[i] != '\\' {
			continue
		}
		r := escaped(body[i:])
		switch {
		case r < 0:
			i++ // another escape, of one character
		case !utf16.IsSurrogate(r):
			i += 5
		case i+6 <= len(body) && utf16.DecodeRune(r, escaped(body[i+6:])) != utf8.RuneError:
			i += 11
		default:
			return i
		}
	}
	return -1
}

// escaped reads \uXXXX at the start of b; -1 if there is none.
func escaped(b []byte) rune {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return -1
	}
	n, err := strconv.ParseUint(string(b[2:6]), 16, 16)
	if err != nil {
		return -1
	}
	return rune(n)
}
