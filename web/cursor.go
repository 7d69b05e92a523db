package web

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"sort"
	"strings"
)

// Limits of a page of a list.
const (
	defaultPage = 100 // items
	maxPage     = 500
)

// Page asks for a page of a list: Limit items (100 when zero) after Cursor.
type Page struct {
	Limit  int
	Cursor string
}

// cursor is where a page ended: bound to the corpus revision and to the list it
// was made for, so that it never continues another one.
type cursor struct {
	Revision string `json:"r"`
	List     string `json:"l"`
	After    int    `json:"a"`
}

// digest is the first 12 hex digits of SHA-256 over the words, each ended by NUL.
func digest(words ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(words, "\x00") + "\x00"))
	return hex.EncodeToString(sum[:6])
}

func (c cursor) encode() string {
	body, err := json.Marshal(c)
	if err != nil {
		panic(err) // two strings and a number always marshal
	}
	return base64.RawURLEncoding.EncodeToString([]byte(digest(string(body)) + string(body)))
}

// decodeCursor refuses a damaged cursor (400) and one of another revision (410).
func decodeCursor(s, revision, list string) (int, error) {
	bad := badCursor()
	raw, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(raw) < 12 || digest(string(raw[12:])) != string(raw[:12]) {
		return 0, bad
	}
	var c cursor
	if json.Unmarshal(raw[12:], &c) != nil {
		return 0, bad
	}
	if c.Revision != revision {
		return 0, staleCursor()
	}
	if c.List != list || c.After < 0 {
		return 0, bad
	}
	return c.After, nil
}

func badCursor() error {
	return fault(kindBadCursor, "cursor", "the cursor is damaged or belongs to another list", "take it from next of an answer to the same request")
}

func staleCursor() error {
	return fault(kindStaleCursor, "cursor", "the corpus has changed since this cursor was given", "start again without cursor")
}

// paginate cuts a page out of all items; key names the list with its filters.
func paginate[A, B any](revision string, p Page, all []A, f func(A) B, key ...string) (*List[B], error) {
	limit := p.Limit
	if limit == 0 {
		limit = defaultPage
	}
	if limit < 1 || limit > maxPage {
		return nil, fault(kindBadParameter, "limit", "the limit is out of range", "give 1 to 500")
	}
	start, id := 0, digest(key...)
	if p.Cursor != "" {
		var err error
		if start, err = decodeCursor(p.Cursor, revision, id); err != nil {
			return nil, err
		}
	}
	start = min(start, len(all))
	end := min(start+limit, len(all))
	out := &List[B]{Revision: revision, Total: len(all), Items: each(all[start:end], f)}
	if end < len(all) {
		out.Next = cursor{Revision: revision, List: id, After: end}.encode()
	}
	return out, nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
