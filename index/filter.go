package index

import (
	"cmp"
	"slices"
	"strings"

	"yaozhi/corpus/cite"
)

// filter is the test of the query's filters: ORed within one, ANDed across; nil for
// no filter.
func (x *Index) filter(q Query) (func(uint32) bool, error) {
	var tests []func(uint32) bool
	add := func(name string, pass func(string) bool) error {
		test, err := x.test(name, pass)
		tests = append(tests, test)
		return err
	}
	for _, f := range []struct {
		name   string
		values []string
	}{
		{FacetKind, kindNames(q.In)}, {FacetPart, q.Part}, {FacetTopic, q.Topic}, {FacetCourt, q.Court},
		{FacetWeight, q.Weight}, {FacetRemedy, q.Remedy},
	} {
		if len(f.values) == 0 {
			continue
		}
		if err := add(f.name, func(v string) bool { return slices.Contains(f.values, v) }); err != nil {
			return nil, err
		}
	}
	if prefixes := x.statutes(q.Statute); len(prefixes) > 0 {
		err := add(catalogPath, func(v string) bool {
			return slices.ContainsFunc(prefixes, func(prefix string) bool { return within(v, prefix) })
		})
		if err != nil {
			return nil, err
		}
	}
	if q.From != "" || q.To != "" {
		if err := add(facetDecided, func(v string) bool { return decidedIn(v, q.From, q.To) }); err != nil {
			return nil, err
		}
	}
	if len(tests) == 0 {
		return nil, nil
	}
	return func(doc uint32) bool {
		for _, t := range tests {
			if !t(doc) {
				return false
			}
		}
		return true
	}, nil
}

func kindNames(kinds []Kind) []string {
	var out []string
	for _, k := range kinds {
		out = append(out, string(k))
	}
	return out
}

// statutes reads provisions in any spelling; what cannot be read is compared as it
// is.
func (x *Index) statutes(given []string) []string {
	var out []string
	for _, s := range given {
		paths := x.provisionPaths(s, true)
		if len(paths) == 0 {
			paths = []string{s}
		}
		out = append(out, paths...)
	}
	return out
}

// test passes documents with a value of the field that passes.
func (x *Index) test(field string, pass func(string) bool) (func(uint32) bool, error) {
	col, err := x.catalog.column(field)
	if err != nil {
		return nil, err
	}
	passes := make([]bool, len(col.values))
	for i, v := range col.values {
		passes[i] = pass(v)
	}
	return func(doc uint32) bool {
		for _, v := range col.at(doc) {
			if passes[v] {
				return true
			}
		}
		return false
	}, nil
}

// valueFilter is the test of a filter in the query's text; false for a field that
// looks for words.
func (x *Index) valueFilter(f field) (func(uint32) bool, bool, error) {
	name := map[string]string{fieldDate: facetDecided, fieldKind: FacetKind, fieldWeight: FacetWeight, fieldTopic: FacetTopic}[f.name]
	if name == "" {
		return nil, false, nil
	}
	v := f.value()
	pass := func(have string) bool { return have == v }
	switch f.name {
	case fieldDate:
		from, to, _ := dateRange(v) // the parser has read it
		pass = func(have string) bool { return decidedIn(have, from, to) }
	case fieldTopic:
		id := x.topic(v)
		if id == "" {
			return nil, true, &QueryError{f.off, "no such topic", "use the ID or title of a topic"}
		}
		pass = func(have string) bool { return have == id }
	}
	keep, err := x.test(name, pass)
	return keep, true, err
}

// topic is the ID of the topic with the ID or title; "" for none.
func (x *Index) topic(name string) string {
	name = cite.FoldString(name)
	for _, t := range x.info.Topics {
		if slices.Contains(folded(append([]string{t.ID}, t.Names...)), name) {
			return t.ID
		}
	}
	return ""
}

// decidedIn compares days as text.
func decidedIn(day, from, to string) bool {
	return (from == "" || day >= from) && (to == "" || day <= to)
}

// counter counts the values of a facet.
type counter struct {
	name   string
	col    *column
	counts []int
}

func (x *Index) counters(names []string) ([]counter, error) {
	var out []counter
	for _, name := range names {
		col, err := x.catalog.column(name)
		if err != nil {
			return nil, err
		}
		out = append(out, counter{name, col, make([]int, len(col.values))})
	}
	return out, nil
}

func (c counter) add(doc uint32) {
	for _, v := range c.col.at(doc) {
		c.counts[v]++
	}
}

// list gives the counts, most frequent first, then by value.
func (c counter) list() []FacetCount {
	out := []FacetCount{}
	for v, n := range c.counts {
		if n > 0 {
			out = append(out, FacetCount{c.col.values[v], n})
		}
	}
	slices.SortFunc(out, func(a, b FacetCount) int {
		return cmp.Or(b.Count-a.Count, strings.Compare(a.Value, b.Value))
	})
	return out
}
