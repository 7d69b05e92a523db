package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"yaozhi/index"
	"yaozhi/reasoning"
)

// kind is a kind of problem: the last segment of its type URI.
type kind string

// Kinds of problems. Each has one status, in problem.
const (
	kindBadParameter kind = "invalid-parameter"
	kindBadQuery     kind = "invalid-query"
	kindBadCursor    kind = "invalid-cursor"
	kindStaleCursor  kind = "stale-cursor"
	kindBadJSON      kind = "invalid-json"
	kindBadText      kind = "invalid-text"
	kindBadField     kind = "invalid-field"
	kindForbidden    kind = "forbidden"
	kindNotFound     kind = "not-found"
	kindNoRoute      kind = "no-such-address"
	kindMethod       kind = "method-not-allowed"
	kindNotForm      kind = "not-acceptable"
	kindTooLarge     kind = "too-large"
	kindLongURI      kind = "uri-too-long"
	kindMediaType    kind = "unsupported-media-type"
	kindInternal     kind = "internal-error"
	kindUnavailable  kind = "unavailable"
	kindTimeout      kind = "timeout"
)

// kinds lists every kind of problem; each has a page under its type URI.
func kinds() []kind {
	return []kind{kindBadParameter, kindBadQuery, kindBadCursor, kindStaleCursor, kindBadJSON, kindBadText, kindBadField,
		kindForbidden, kindNotFound, kindNoRoute, kindMethod, kindNotForm, kindTooLarge, kindLongURI, kindMediaType,
		kindInternal, kindUnavailable, kindTimeout}
}

// status and title of a kind; the title in Chinese and English.
func (k kind) status() (int, Text) {
	switch k {
	case kindBadParameter:
		return http.StatusBadRequest, Text{"参数无效", "invalid parameter"}
	case kindBadQuery:
		return http.StatusBadRequest, Text{"检索式无效", "malformed query"}
	case kindBadCursor:
		return http.StatusBadRequest, Text{"游标无效", "invalid cursor"}
	case kindStaleCursor:
		return http.StatusGone, Text{"游标属于语料库的另一版本", "cursor of another corpus revision"}
	case kindBadJSON:
		return http.StatusBadRequest, Text{"JSON 无效", "invalid JSON"}
	case kindBadText:
		return http.StatusBadRequest, Text{"文本无效", "invalid text"}
	case kindBadField:
		return http.StatusBadRequest, Text{"字段无效", "invalid field"}
	case kindForbidden:
		return http.StatusForbidden, Text{"请求被拒绝", "forbidden"}
	case kindNotFound:
		return http.StatusNotFound, Text{"本语料库中没有", "not in this corpus"}
	case kindNoRoute:
		return http.StatusNotFound, Text{"没有该地址", "no such address"}
	case kindMethod:
		return http.StatusMethodNotAllowed, Text{"方法不可用", "method not allowed"}
	case kindNotForm:
		return http.StatusNotAcceptable, Text{"没有该格式", "no such form"}
	case kindTooLarge:
		return http.StatusRequestEntityTooLarge, Text{"内容过大", "too large"}
	case kindLongURI:
		return http.StatusRequestURITooLong, Text{"地址过长", "address too long"}
	case kindMediaType:
		return http.StatusUnsupportedMediaType, Text{"不支持该内容类型", "unsupported media type"}
	case kindUnavailable:
		return http.StatusServiceUnavailable, Text{"暂不可用", "unavailable"}
	case kindTimeout:
		return http.StatusGatewayTimeout, Text{"超时", "out of time"}
	}
	return http.StatusInternalServerError, Text{"内部错误", "internal error"}
}

// RequestError is a fault of a request that its sender can repair. It never
// quotes the request: Detail and Fix name only words of our own vocabulary.
type RequestError struct {
	Detail    string
	Fix       string
	Parameter string // query parameter, or field of the body
	Line      int    // of the body, from 1; 0 where it does not apply
	Offset    int    // in runes from 0, of the parameter or the body; -1 where it does not apply

	kind kind
}

func (e *RequestError) Error() string {
	s := e.Detail
	if e.Parameter != "" {
		s = e.Parameter + ": " + s
	}
	if e.Offset >= 0 {
		s += fmt.Sprintf(" (at character %d)", e.Offset+1)
	}
	if e.Fix != "" {
		s += "; " + e.Fix
	}
	return s
}

func fault(k kind, parameter, detail, fix string) *RequestError {
	return &RequestError{kind: k, Parameter: parameter, Detail: detail, Fix: fix, Offset: -1}
}

// NotFoundError says that the corpus has no such thing, and how far it reaches.
type NotFoundError struct {
	Kind              string // holding, ruling, passage, provision, fact, issue; empty for any
	Rulings, Holdings int    // extent of the corpus
}

func (e *NotFoundError) Error() string {
	return e.Kind + ": " + e.Extent()
}

// Extent says how far the corpus reaches: "not in this corpus (1 ruling, 36 holdings)".
func (e *NotFoundError) Extent() string {
	return fmt.Sprintf("not in this corpus (%s, %s)", plural(e.Rulings, "ruling"), plural(e.Holdings, "holding"))
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Problem is an error as a client sees it (RFC 9457).
type Problem struct {
	Type      string `json:"type"`
	Title     string `json:"title"`
	Status    int    `json:"status"`
	Detail    string `json:"detail,omitempty"`
	Fix       string `json:"fix,omitempty"`
	Parameter string `json:"parameter,omitempty"`
	Line      int    `json:"line,omitempty"`
	Offset    *int   `json:"offset,omitempty"`
}

func problem(k kind, lang string) Problem {
	status, title := k.status()
	return Problem{Type: "/problems/" + string(k), Title: title.In(lang), Status: status}
}

// describe is the one place where an error becomes a problem. Errors it does not
// know become a bare 500, so that nothing of the inside reaches a client.
func describe(err error, lang string) Problem {
	if e, ok := errors.AsType[*RequestError](err); ok {
		p := problem(e.kind, lang)
		p.Detail, p.Fix, p.Parameter, p.Line = e.Detail, e.Fix, e.Parameter, e.Line
		if e.Offset >= 0 {
			p.Offset = &e.Offset
		}
		return p
	}
	if e, ok := errors.AsType[*NotFoundError](err); ok {
		p := problem(kindNotFound, lang)
		p.Detail, p.Fix = e.Extent(), "see /api/v1/holdings, /api/v1/rulings, /api/v1/provisions and /api/v1/facts for what it has"
		return p
	}
	if e, ok := errors.AsType[*index.QueryError](err); ok {
		p := problem(kindBadQuery, lang)
		p.Detail, p.Fix, p.Parameter = e.Message, e.Fix, "q"
		if e.Offset >= 0 {
			p.Offset = &e.Offset
		}
		return p
	}
	return describeInner(err, lang)
}

func describeInner(err error, lang string) Problem {
	if e, ok := errors.AsType[*reasoning.DescriptionError](err); ok {
		p := problem(kindBadField, lang)
		// The message may name what was sent; the parameter's own word does not.
		p.Parameter, _, _ = strings.Cut(e.Parameter, ".")
		p.Detail, p.Fix = "this part of the request cannot be used", "see /api/v1/facts for the facts and their values"
		return p
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		p := problem(kindTimeout, lang)
		p.Detail, p.Fix = "the answer was not ready in time", "ask for less, or try again later"
		return p
	case errors.Is(err, errUnready), errors.Is(err, context.Canceled):
		return problem(kindUnavailable, lang)
	}
	p := problem(kindInternal, lang)
	p.Detail, p.Fix = "the server met a fault of its own", "report the X-Request-Id of this answer"
	return p
}
