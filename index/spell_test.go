package index

import "testing"

// A slip of spelling is mended, but not what stands in quotation marks.
func TestQuotedWordsAreNotMended(t *testing.T) {
	x := load(t)
	for query, want := range map[string]int{"consnet": 1, "what does forced consnet at login mean": 1, `"consnet"`: 0, `what does forced "consnet" at login mean`: 0} {
		res := find(t, x, Query{Text: query})
		if len(res.Applied.Mended) != want {
			t.Errorf("Search(%q) mends %v, want %d", query, res.Applied.Mended, want)
		}
	}
	if res := find(t, x, Query{Text: `"consnet"`}); res.Total > 0 || len(res.Suggestions) == 0 {
		t.Errorf("a word in quotation marks that stands nowhere finds %d", res.Total)
	}
}
