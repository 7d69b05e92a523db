package web

import (
	"bytes"
	_ "embed"
	"fmt"

	"go.yaml.in/yaml/v3"

	"yaozhi/corpus"
)

//go:embed words.yaml
var wordsYAML []byte

// words are the words of the web view, by key.
type words map[string]corpus.Text

func loadWords() (words, error) {
	var w words
	dec := yaml.NewDecoder(bytes.NewReader(wordsYAML))
	dec.KnownFields(true)
	if err := dec.Decode(&w); err != nil {
		return nil, fmt.Errorf("web: words.yaml: %w", err)
	}
	for key, t := range w {
		if t.Zh == "" || t.En == "" {
			return nil, fmt.Errorf("web: words.yaml: %s: needs zh and en", key)
		}
	}
	return w, nil
}

// say returns the words for key in lang, with args filled in. An unknown key is
// an error, so that a template with a wrong key fails its test.
func (w words) say(lang, key string, args ...any) (string, error) {
	t, ok := w[key]
	if !ok {
		return "", fmt.Errorf("web: words.yaml has no %q", key)
	}
	if len(args) == 0 {
		return t.In(lang), nil
	}
	return fmt.Sprintf(t.In(lang), args...), nil
}

// must is say for keys written in Go code: a missing key is a bug.
func (w words) must(lang, key string, args ...any) string {
	s, err := w.say(lang, key, args...)
	if err != nil {
		panic(err)
	}
	return s
}
