package index

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"slices"
	"strings"
)

// A cursor is the revision of the corpus, the hash of the query, the position of
// the next result and a check sum, in base64: it is good for the same query on the
// same data only.
const cursorSize = 8 + 8 + 4 + 4

// key is the hash of all that decides what is found and in which order: not the
// limit, which may change from page to page.
func (x *Index) key(q Query, tree node) []byte {
	q.Text, q.Cursor, q.Limit, q.Facets, q.Explain, q.Bare = strings.TrimSpace(q.Text), "", 0, nil, false, false
	if q.Sort == "" {
		q.Sort = SortRelevance
	}
	b, err := json.Marshal(q)
	if err != nil {
		panic(err) // strings and ints always encode
	}
	h := sha256.Sum256(b)
	return h[:8]
}

func writeCursor(revision string, key []byte, position int) string {
	rev := sha256.Sum256([]byte(revision))
	b := slices.Concat(rev[:8], key)
	b = binary.BigEndian.AppendUint32(b, uint32(position))
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
	return base64.RawURLEncoding.EncodeToString(b)
}

func readCursor(s, revision string, key []byte) (int, error) {
	if s == "" {
		return 0, nil
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil || len(b) != cursorSize || crc32.ChecksumIEEE(b[:20]) != binary.BigEndian.Uint32(b[20:]) {
		return 0, badCursor("it is damaged")
	}
	rev := sha256.Sum256([]byte(revision))
	if !slices.Equal(b[:8], rev[:8]) {
		return 0, badCursor("the corpus has changed since")
	}
	if !slices.Equal(b[8:16], key) {
		return 0, badCursor("it belongs to another query")
	}
	return int(binary.BigEndian.Uint32(b[16:20])), nil
}

func badCursor(why string) error {
	return &QueryError{0, "the cursor does not fit: " + why, "leave the cursor out to start from the first result"}
}
