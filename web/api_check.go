package web

import (
	"fmt"
	"net/http"
)

// checkBody is the JSON body of POST /checklists.
type checkBody struct {
	Text    string         `json:"text"`
	Answers map[string]any `json:"answers"`
	At      string         `json:"at"`
	Lang    string         `json:"lang"`
	Pin     []string       `json:"pin"`
}

func (h *server) check(r *http.Request) (any, error) {
	req, err := h.readCheck(r)
	if err != nil {
		return nil, err
	}
	list, err := h.service.Check(req)
	if err != nil {
		return nil, err
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	return list, nil
}

// readCheck reads a request for a checklist. The date of conduct is today's, and
// the language that of Accept-Language, unless the request says otherwise.
func (h *server) readCheck(r *http.Request) (CheckRequest, error) {
	c := callOf(r)
	req := CheckRequest{At: arg(r, "at"), Lang: c.lang}
	var err error
	if req.Offsets, err = readOffsets(r); err != nil {
		return req, err
	}
	if c.bodyType == typeJSON {
		var b checkBody
		if err := readJSON(c.body, &b, "text", "answers", "at", "lang", "pin"); err != nil {
			return req, err
		}
		req.Text, req.Answers, req.Pin = b.Text, b.Answers, b.Pin
		if b.At != "" {
			req.At = b.At
		}
		if b.Lang != "" {
			req.Lang = b.Lang
		}
	} else {
		if err := checkUTF8(c.body); err != nil {
			return req, err
		}
		req.Text = string(c.body)
	}
	if req.At == "" {
		req.At = Today(h.Now())
	}
	return req, nil
}

// render brings an answer into the negotiated form.
func (h *server) render(r *http.Request, v any) ([]byte, error) {
	c := callOf(r)
	switch c.form {
	case typeJSON:
		return Encode(v)
	case typeMarkdown:
		out, err := h.service.Markdown(v, c.lang)
		return []byte(out), err
	case typeSARIF:
		if list, ok := v.(*Checklist); ok {
			return h.service.reporter(list.Lang, h.Base).sarif(list, "description")
		}
	case typePlain:
		if t, ok := v.(*RulingText); ok {
			return []byte(t.Text), nil
		}
	}
	return nil, fmt.Errorf("web: %T has no form %s", v, c.form)
}
