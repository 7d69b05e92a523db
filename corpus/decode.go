package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Problem is a fault of a file, for its author. It is an error too: Load joins its
// faults with errors.Join.
type Problem struct {
	File    string
	Line    int // 0 when the fault has no line
	Message string
}

// String is "file:line: message".
func (p Problem) String() string { return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message) }

// Error is String.
func (p Problem) Error() string { return p.String() }

// source is one file while it is read.
type source struct {
	file   string
	offset int // lines before the YAML
	faults *[]Problem
	soft   *[]Problem // faults for Lint
}

func (s source) fault(line int, format string, args ...any) {
	*s.faults = append(*s.faults, Problem{s.file, line + s.offset, fmt.Sprintf(format, args...)})
}

func (s source) warn(line int, format string, args ...any) {
	*s.soft = append(*s.soft, Problem{s.file, line + s.offset, fmt.Sprintf(format, args...)})
}

// frontMatter splits a file into its YAML and its Markdown. The YAML starts on the
// file's second line, so that a decoder's line is one less than the file's.
func frontMatter(data []byte) (front, body []byte, ok bool) {
	rest, ok := bytes.CutPrefix(data, []byte("---\n"))
	if !ok {
		return nil, nil, false
	}
	front, body, ok = bytes.Cut(rest, []byte("\n---\n"))
	if !ok {
		front, ok = bytes.CutSuffix(rest, []byte("\n---"))
	}
	return append(front[:len(front):len(front)], '\n'), body, ok
}

// decode reads one YAML document into to, a pointer, strictly: unknown and repeated
// keys, wrong types, missing required keys, values out of a list, bad dates and a
// second document are all faults. Fields named Line get the line of their mapping.
func (s source) decode(data []byte, to any) {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	switch err := dec.Decode(to); {
	case errors.Is(err, io.EOF):
		s.fault(1, "empty")
		return
	case err != nil:
		s.yamlFaults(err)
	default:
		if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
			s.fault(1, "more than one YAML document")
		}
	}
	var doc yaml.Node
	if yaml.Unmarshal(data, &doc) != nil || len(doc.Content) == 0 {
		return
	}
	s.walk(reflect.ValueOf(to).Elem(), doc.Content[0])
}

var (
	yamlLine    = regexp.MustCompile(`^(?:yaml: )?(?:unmarshal errors:\s*)?line (\d+): (.*)$`)
	unknownKey  = regexp.MustCompile(`^field (\S+) not found in type \S+$`)
	repeatedKey = regexp.MustCompile(`^mapping key (.+) already defined at line (\d+)$`)
	wrongType   = regexp.MustCompile("^cannot unmarshal (\\S+) (`.*` )?into (.+)$")
)

// yamlFaults turns an error of the decoder into faults with the file's lines, in
// words an author can use.
func (s source) yamlFaults(err error) {
	lines := []string{err.Error()}
	if te, ok := errors.AsType[*yaml.TypeError](err); ok {
		lines = te.Errors
	}
	for _, l := range lines {
		m := yamlLine.FindStringSubmatch(l)
		if m == nil {
			s.fault(1, "%s", strings.TrimPrefix(l, "yaml: "))
			continue
		}
		n, _ := strconv.Atoi(m[1])
		msg := m[2]
		if k := unknownKey.FindStringSubmatch(msg); k != nil {
			msg = "unknown key " + k[1]
		} else if k := repeatedKey.FindStringSubmatch(msg); k != nil {
			first, _ := strconv.Atoi(k[2])
			msg = fmt.Sprintf("key %s repeated, first on line %d", strings.Trim(k[1], `"`), first+s.offset)
		} else if k := wrongType.FindStringSubmatch(msg); k != nil {
			msg = fmt.Sprintf("%s is not what this key takes", strings.TrimSpace(strings.Trim(k[2], " ")+" ("+strings.TrimPrefix(k[1], "!!")+")"))
		}
		s.fault(n, "%s", msg)
	}
}

// walk follows a decoded value and its node side by side: it sets Line fields and
// applies the check tags.
func (s source) walk(v reflect.Value, n *yaml.Node) {
	if n.Kind == yaml.AliasNode {
		s.fault(n.Line, "anchors and aliases are not used here: write the value out")
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			s.walk(v.Elem(), n)
		}
	case reflect.Slice:
		if n.Kind == yaml.SequenceNode {
			for i := range min(v.Len(), len(n.Content)) {
				s.walk(v.Index(i), n.Content[i])
			}
		}
	case reflect.Map:
		s.walkMap(v, n)
	case reflect.Struct:
		if n.Kind == yaml.MappingNode && v.Type() != reflect.TypeFor[yaml.Node]() {
			s.walkStruct(v, n)
		}
	}
}

// walkMap follows the values of a map that are structs.
func (s source) walkMap(v reflect.Value, n *yaml.Node) {
	if n.Kind != yaml.MappingNode || v.Type().Elem().Kind() != reflect.Struct {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if e := v.MapIndex(reflect.ValueOf(n.Content[i].Value)); e.IsValid() {
			copied := reflect.New(e.Type()).Elem()
			copied.Set(e)
			s.walk(copied, n.Content[i+1])
		}
	}
}

func (s source) walkStruct(v reflect.Value, n *yaml.Node) {
	t := v.Type()
	if text, ok := v.Interface().(Text); ok {
		s.translated(text, n.Line)
	}
	if f := v.FieldByName("Line"); f.IsValid() && f.CanSet() && f.Kind() == reflect.Int {
		f.SetInt(int64(n.Line + s.offset))
	}
	for i := range t.NumField() {
		f := t.Field(i)
		key, inline := yamlKey(f)
		if inline {
			s.walkStruct(v.Field(i), n)
			continue
		}
		if key == "" {
			continue
		}
		value := valueOf(n, key)
		s.check(f, key, v.Field(i), value, n)
		if value != nil {
			s.walk(v.Field(i), value)
		}
	}
}

// yamlKey is the key of a field in a file, "" for none.
func yamlKey(f reflect.StructField) (key string, inline bool) {
	key, opts, _ := strings.Cut(f.Tag.Get("yaml"), ",")
	if key == "-" || !f.IsExported() {
		return "", false
	}
	return key, opts == "inline"
}

func valueOf(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// check applies the tag check of a field: "required", "date", "oneof=a b c", joined
// by commas. An optional value may be missing or empty.
func (s source) check(f reflect.StructField, key string, v reflect.Value, value, parent *yaml.Node) {
	line := parent.Line
	if value != nil {
		line = value.Line
	}
	for rule := range strings.SplitSeq(f.Tag.Get("check"), ",") {
		name, arg, _ := strings.Cut(rule, "=")
		switch {
		case name == "required" && (value == nil || value.Tag == "!!null" || value.Value == "" && value.Kind == yaml.ScalarNode):
			s.fault(line, "key %s is missing or empty", key)
		case v.Kind() != reflect.String || v.String() == "":
		case name == "date":
			if _, err := time.Parse(time.DateOnly, v.String()); err != nil {
				s.fault(line, "%s: %q is no date such as 2022-08-01", key, v.String())
			}
		case name == "oneof" && !slices.Contains(strings.Fields(arg), v.String()):
			s.fault(line, "%s: %q is not one of %s", key, v.String(), arg)
		}
	}
}

// quotedTerms are stretches of an English text in which Chinese may stand.
var quotedTerms = regexp.MustCompile(`“[^”]*”|"[^"]*"|‘[^’]*’|《[^》]*》|\([^)]*\)|（[^）]*）`)

// translated checks that a text says something in both languages.
func (s source) translated(t Text, line int) {
	if strings.TrimSpace(t.Zh) == "" || strings.TrimSpace(t.En) == "" {
		s.warn(line, "a text needs both zh and en")
		return
	}
	if !hasHan(t.Zh) {
		s.warn(line, "zh is not Chinese: %q", t.Zh)
	}
	if hasHan(quotedTerms.ReplaceAllString(t.En, "")) {
		s.warn(line, "en has Chinese outside quotation marks, brackets or 《》: %q", t.En)
	}
}
