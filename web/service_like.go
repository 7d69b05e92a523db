package web

import (
	"strings"
	"unicode/utf8"

	"yaozhi/corpus"
	"yaozhi/corpus/cite"
	"yaozhi/index"
)

// MaxLike is the most characters of a text whose like is looked for: a long
// paragraph of a ruling. More of them say no more.
const MaxLike = 2000

// checkLike refuses a Like that cannot be looked for.
func checkLike(q index.Query) error {
	switch {
	case q.Like == "":
		return nil
	case strings.TrimSpace(q.Like) == "":
		return fault(kindBadParameter, "like", "there is nothing to look for the like of", "give the id of a document, or a passage of text")
	case q.Text != "":
		return fault(kindBadParameter, "like", "like and q are both given", "give q for words, like for a document or a passage of text")
	case utf8.RuneCountInString(q.Like) > MaxLike:
		return fault(kindBadParameter, "like", "the text is longer than 2,000 characters", "give a paragraph of it")
	}
	return nil
}

// like is the document that a text names, in the ways that Show knows, or the text
// itself.
func (s *Service) like(given string) Like {
	given = strings.TrimSpace(given)
	if h := s.corpus.Holding(given); h != nil {
		return Like{Kind: string(index.KindHolding), ID: string(h.ID)}
	}
	if r := s.corpus.Ruling(given); r != nil {
		return Like{Kind: string(index.KindRuling), ID: string(r.ID)}
	}
	if ruling, passage, ok := strings.Cut(given, "#"); ok {
		if r := s.corpus.Ruling(ruling); r != nil {
			if p := s.corpus.Passage(r.ID, corpus.PassageID(passage)); p != nil {
				return Like{Kind: string(index.KindPassage), ID: string(r.ID) + "#" + string(p.ID)}
			}
		}
	}
	if p := s.provision(given); p != nil {
		return Like{Kind: string(index.KindProvision), ID: p.Path()}
	}
	return Like{Text: given}
}

// provision finds a provision by its path or by any citation of it.
func (s *Service) provision(id string) *corpus.Provision {
	p := s.corpus.Provision(id)
	if p == nil && utf8.RuneCountInString(id) <= index.MaxQuery {
		if ref, err := cite.ParseProvision(id); err == nil {
			p = s.corpus.Provision(ref.Path())
		}
	}
	return p
}
