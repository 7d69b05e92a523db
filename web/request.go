package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gorilla/mux"
)

// param is a query parameter that a route takes. A list may be repeated and may
// hold several values joined by commas; any other is given at most once.
type param struct {
	name string
	list bool
}

func single(names ...string) []param {
	return each(names, func(n string) param { return param{name: n} })
}

func lists(names ...string) []param {
	return each(names, func(n string) param { return param{name: n, list: true} })
}

// call is what the adapter has read of a request before its handler runs.
type call struct {
	params url.Values
	form   string // media type of the answer
	lang   string

	body     []byte
	bodyType string // media type of the body
}

type callKey struct{}

func withCall(r *http.Request, c *call) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), callKey{}, c))
}

func callOf(r *http.Request) *call {
	c, _ := r.Context().Value(callKey{}).(*call)
	if c == nil {
		return &call{params: url.Values{}, lang: langs[0]}
	}
	return c
}

// arg is the value of a single parameter, empty where it was not given.
func arg(r *http.Request, name string) string { return callOf(r).params.Get(name) }

// args are the values of a list parameter, nil where it was not given.
func args(r *http.Request, name string) []string {
	var out []string
	for _, v := range callOf(r).params[name] {
		for s := range strings.SplitSeq(v, ",") {
			if s = strings.TrimSpace(s); s != "" {
				out = append(out, s)
			}
		}
	}
	return out
}

// number is the value of a parameter that counts, or otherwise where not given.
func number(r *http.Request, name string, otherwise int) (int, error) {
	s := arg(r, name)
	if s == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0, fault(kindBadParameter, name, "not a number", "give a whole number, 0 or more")
	}
	return n, nil
}

// truth is the value of a parameter that is true or false; false where not given.
func truth(r *http.Request, name string) (bool, error) {
	s := arg(r, name)
	return s == "true", oneOf(name, s, []string{"true", "false"})
}

// readParams reads the query string against the parameters a route takes.
func readParams(rawQuery string, takes []param) (url.Values, error) {
	given, err := url.ParseQuery(rawQuery)
	if err != nil {
		return nil, fault(kindBadParameter, "", "the query string is malformed", "separate parameters with & and percent-encode their values")
	}
	for _, name := range sortedKeys(given) {
		i := slices.IndexFunc(takes, func(p param) bool { return p.name == name })
		if i < 0 {
			return nil, fault(kindBadParameter, "", "no such parameter", allowedParams(takes))
		}
		if !takes[i].list && len(given[name]) > 1 {
			return nil, fault(kindBadParameter, name, "the parameter is repeated", "give it once; "+allowedParams(takes))
		}
		for _, v := range given[name] {
			if !utf8.ValidString(v) || strings.IndexByte(v, 0) >= 0 {
				return nil, fault(kindBadText, name, "the value is not valid UTF-8 text", "percent-encode UTF-8")
			}
		}
	}
	return given, nil
}

func allowedParams(takes []param) string {
	if len(takes) == 0 {
		return "this address takes no parameters"
	}
	return "allowed: " + strings.Join(each(takes, func(p param) string { return p.name }), ", ")
}

// pathVar is a variable of the route's template, decoded once. The router keeps
// it encoded.
func pathVar(r *http.Request, name string) (string, error) {
	s, err := url.PathUnescape(mux.Vars(r)[name])
	if err != nil || !utf8.ValidString(s) {
		return "", fault(kindBadParameter, "", "the path is not valid UTF-8", "percent-encode UTF-8")
	}
	return s, nil
}

// readOffsets reads offsets=runes, bytes or utf16, or several of them.
func readOffsets(r *http.Request) (Offsets, error) {
	var o Offsets
	for _, v := range args(r, "offsets") {
		switch v {
		case "runes": // always given
		case "bytes":
			o.Byte = true
		case "utf16":
			o.UTF16 = true
		default:
			return o, fault(kindBadParameter, "offsets", "no such unit", "allowed: runes, bytes, utf16")
		}
	}
	return o, nil
}

func readPage(r *http.Request) (Page, error) {
	n, err := number(r, "limit", defaultPage)
	if err == nil && n == 0 {
		n = -1 // zero is no limit to ask for; the list says what is
	}
	return Page{Limit: n, Cursor: arg(r, "cursor")}, err
}
