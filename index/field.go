package index

import (
	"slices"
	"strings"
	"time"

	"yaozhi/corpus"
	"yaozhi/corpus/cite"
)

// Fields and filters of the query language, by canonical name. A field looks for
// words in a part of the documents, a filter keeps documents by a value.
const (
	fieldHolding     = "holding"
	fieldOpinion     = "opinion"
	fieldFacts       = "facts"
	fieldDisposition = "disposition"
	fieldClaims      = "claims"  // as the ruling reports them; passages only
	fieldDefence     = "defence" // the same
	fieldParty       = "party"   // rulings, and the passages that name the parties
	fieldTitle       = "title"
	fieldCourt       = "court"

	fieldCase      = "case"
	fieldProvision = "provision"
	fieldDate      = "date"
	fieldKind      = "kind"
	fieldWeight    = "weight"
	fieldTopic     = "topic"
)

// fieldList is for a user who has named another.
const fieldList = "要旨:/holding:, 理由:/opinion:, 事实:/facts:, 判项:/disposition:, 主张:/claims:, 抗辩:/defence:, " +
	"当事人:/party:, 标题:/title:, 法院:/court:, 案号:/case:, 条:/provision:, 日期:/date:, 类型:/kind:, 效力:/weight:, 主题:/topic:"

// fieldNames are the names of fields, folded, to the canonical ones.
var fieldNames = map[string]string{
	"要旨": fieldHolding, fieldHolding: fieldHolding,
	"理由": fieldOpinion, fieldOpinion: fieldOpinion,
	"事实": fieldFacts, fieldFacts: fieldFacts,
	"判项": fieldDisposition, fieldDisposition: fieldDisposition,
	"主张": fieldClaims, fieldClaims: fieldClaims,
	"抗辩": fieldDefence, fieldDefence: fieldDefence, "defense": fieldDefence,
	"当事人": fieldParty, fieldParty: fieldParty,
	"标题": fieldTitle, fieldTitle: fieldTitle,
	"法院": fieldCourt, fieldCourt: fieldCourt,
	"案号": fieldCase, fieldCase: fieldCase,
	"条": fieldProvision, "法条": fieldProvision, fieldProvision: fieldProvision,
	"日期": fieldDate, fieldDate: fieldDate,
	"类型": fieldKind, fieldKind: fieldKind,
	"效力": fieldWeight, fieldWeight: fieldWeight,
	"主题": fieldTopic, fieldTopic: fieldTopic,
}

// filter reads the value of a filter: a word or phrase, given back in the form
// that the index compares.
type filter func(node) (node, error)

var filters = map[string]filter{
	fieldCase:      anyValue, // looked up in the corpus
	fieldProvision: anyValue,
	fieldTopic:     anyValue,
	fieldDate:      dateValue,
	fieldKind:      kindValue,
	fieldWeight:    weightValue,
}

func anyValue(n node) (node, error) { return n, nil }

func dateValue(n node) (node, error) {
	w := leafOf(n)
	from, to, ok := dateRange(w.text)
	switch {
	case !ok:
		return nil, &QueryError{w.off, "not a date or range of dates", "write date:2022, date:2022-08 or date:2021..2022-08-01"}
	case to != "" && from > to:
		return nil, &QueryError{w.off, "the range of dates ends before it begins", "write the earlier date first"}
	}
	return n, nil
}

// kindTitles are the names of kinds, to the canonical ones.
var kindTitles = map[string]Kind{
	"要旨": KindHolding, "holding": KindHolding, "holdings": KindHolding,
	"原文": KindPassage, "判决原文": KindPassage, "passage": KindPassage, "passages": KindPassage,
	"裁判文书": KindRuling, "判决": KindRuling, "ruling": KindRuling, "rulings": KindRuling,
	"法条": KindProvision, "provision": KindProvision, "provisions": KindProvision,
}

func kindValue(n node) (node, error) {
	w := leafOf(n)
	k, ok := kindTitles[cite.FoldString(w.text)]
	if !ok {
		return nil, &QueryError{w.off, "not a kind of result", "use 要旨/holding, 原文/passage, 裁判文书/ruling or 法条/provision"}
	}
	w.text = string(k)
	return w, nil
}

// weightValue reads a weight by its canonical name or its title in either language.
func weightValue(n node) (node, error) {
	w := leafOf(n)
	var list []string
	for _, weight := range corpus.Weights {
		title := weight.Title()
		if slices.Contains([]string{string(weight), cite.FoldString(title.Zh), cite.FoldString(title.En)}, cite.FoldString(w.text)) {
			w.text = string(weight)
			return w, nil
		}
		list = append(list, title.Zh+"/"+string(weight))
	}
	return nil, &QueryError{w.off, "not a weight of a holding", "use " + strings.Join(list, ", ")}
}

// dateRange reads 2022, 2022-08, 2022-08-01, the same as 2022年8月1日, or two of them
// with ".." between, either of which may be missing, as days from and to, both
// included.
func dateRange(s string) (from, to string, ok bool) {
	lo, hi, isRange := strings.Cut(cite.FoldString(s), "..")
	if !isRange {
		hi = lo
	}
	if lo == "" && hi == "" {
		return "", "", false
	}
	if lo != "" {
		if from, _, ok = daysOf(lo); !ok {
			return "", "", false
		}
	}
	if hi != "" {
		if _, to, ok = daysOf(hi); !ok {
			return "", "", false
		}
	}
	return from, to, true
}

// daysOf gives the first and last day of a year, month or day.
func daysOf(s string) (first, last string, ok bool) {
	for _, f := range []struct {
		layout       string
		years, month int
	}{
		{"2006", 1, 0}, {"2006年", 1, 0},
		{"2006-1", 0, 1}, {"2006年1月", 0, 1},
		{"2006-1-2", 0, 0}, {"2006年1月2日", 0, 0},
	} {
		t, err := time.Parse(f.layout, s)
		if err != nil {
			continue
		}
		end := t
		if f.years+f.month > 0 {
			end = t.AddDate(f.years, f.month, -1)
		}
		return t.Format(time.DateOnly), end.Format(time.DateOnly), true
	}
	return "", "", false
}
