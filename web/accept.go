package web

import (
	"mime"
	"slices"
	"strconv"
	"strings"
)

// Media types of answers.
const (
	typeJSON     = "application/json"
	typeMarkdown = "text/markdown"
	typePlain    = "text/plain"
	typeSARIF    = "application/sarif+json"
	typeHTML     = "text/html"
	typeProblem  = "application/problem+json"
)

// negotiate picks the form a client prefers out of those there are, the first
// where it has no preference. It is false where the client refuses all of them.
// A range that names a type beats text/*, which beats */*.
func negotiate(accept string, forms []string) (string, bool) {
	if strings.TrimSpace(accept) == "" {
		return forms[0], true
	}
	best, bestQ := "", 0.0
	for _, form := range forms {
		if q := quality(accept, form); q > bestQ {
			best, bestQ = form, q
		}
	}
	return best, bestQ > 0
}

// quality is the q-value that an Accept header gives a media type.
func quality(accept, form string) float64 {
	q, rank := 0.0, -1
	for part := range strings.SplitSeq(accept, ",") {
		media, params, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		r := slices.Index([]string{"*/*", form[:strings.Index(form, "/")] + "/*", form}, media)
		if r < 0 || r < rank {
			continue
		}
		v := 1.0
		if s, ok := params["q"]; ok {
			if v, err = strconv.ParseFloat(s, 64); err != nil || !(v >= 0 && v <= 1) {
				continue
			}
		}
		q, rank = v, r
	}
	return q
}

// etagMatches compares an If-None-Match header with a tag, weakly. The header is
// a list of tags or a star.
func etagMatches(header, tag string) bool {
	want := strings.TrimPrefix(tag, "W/")
	for rest := strings.TrimSpace(header); rest != ""; {
		if rest == "*" {
			return true
		}
		rest = strings.TrimPrefix(rest, "W/")
		if !strings.HasPrefix(rest, `"`) {
			return false
		}
		end := strings.Index(rest[1:], `"`)
		if end < 0 {
			return false
		}
		if rest[:end+2] == want {
			return true
		}
		rest = strings.TrimLeft(rest[end+2:], " \t,")
	}
	return false
}
