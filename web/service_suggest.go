package web

import (
	"context"
	"fmt"
	"unicode/utf8"

	"yaozhi/index"
)

const defaultSuggest = 10 // suggestions

// Suggest completes a beginning, at most limit times (10 when zero): titles of
// holdings, case numbers and titles of rulings, provisions, parties, legal terms.
func (s *Service) Suggest(ctx context.Context, begun string, limit int) (*List[Suggestion], error) {
	if utf8.RuneCountInString(begun) > index.MaxQuery {
		return nil, fault(kindBadParameter, "q", "the beginning is longer than 200 characters", "shorten it")
	}
	if limit == 0 {
		limit = defaultSuggest
	}
	if limit < 1 || limit > index.MaxSuggest {
		return nil, fault(kindBadParameter, "limit", "the limit is out of range", fmt.Sprintf("give 1 to %d", index.MaxSuggest))
	}
	found, err := s.index.Suggest(ctx, begun, limit)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("suggest: %w", err)
	}
	return &List[Suggestion]{Revision: s.Revision(), Total: len(found), Items: each(found, suggestion)}, nil
}

func suggestion(g index.Suggestion) Suggestion {
	out := Suggestion{Kind: g.Kind, Text: g.Text, ID: g.ID}
	if g.ID != "" {
		out.Href = documentPath(index.Kind(g.Kind), g.ID)
	}
	return out
}
