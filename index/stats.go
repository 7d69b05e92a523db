package index

// Stats is what an index on disk holds; sizes are bytes.
type Stats struct {
	Revision  string       `json:"revision"`
	Documents int          `json:"documents"`
	Kinds     map[Kind]int `json:"kinds"`
	Terms     int          `json:"terms"`
	Laws      int          `json:"laws"`
	Text      int          `json:"text"`
	Size      int64        `json:"size"`
}

// Stats counts what the index holds.
func (x *Index) Stats() (*Stats, error) {
	col, err := x.catalog.column(FacetKind)
	if err != nil {
		return nil, err
	}
	s := &Stats{Revision: x.info.Revision, Documents: x.Docs(), Kinds: map[Kind]int{}, Terms: x.file.Terms(),
		Laws: len(x.info.Laws), Text: x.file.TextSize(), Size: x.size}
	for _, v := range col.of {
		s.Kinds[Kind(col.values[v])]++
	}
	return s, nil
}
