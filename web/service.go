package web

import (
	"strings"
	"time"

	"yaozhi/corpus"
	"yaozhi/index"
	"yaozhi/reasoning"
)

// Service has one method a capability. It never changes once built and may be
// used by any number of goroutines.
type Service struct {
	corpus  *corpus.Corpus
	index   *index.Index
	checker *reasoning.Checker
	version string
	words   words
	usedBy  map[string][]string // fact name to the holdings whose conditions name it

	searchTime time.Duration // of one search, after which its answer is partial
}

// NewService joins a corpus with the index and the checker built from it.
func NewService(c *corpus.Corpus, x *index.Index, k *reasoning.Checker, version string) *Service {
	s := &Service{corpus: c, index: x, checker: k, version: version, words: mustWords(), usedBy: map[string][]string{},
		searchTime: defaultSearchTime}
	for _, h := range c.Holdings {
		seen := map[string]bool{}
		for _, d := range []*corpus.Side{h.Scope, h.Breach, h.Safe, h.Risk, h.Meets} {
			if d == nil || d.Cond == nil {
				continue
			}
			for _, f := range d.Cond.Facts() {
				if !seen[f] {
					seen[f] = true
					s.usedBy[f] = append(s.usedBy[f], string(h.ID))
				}
			}
		}
	}
	return s
}

// mustWords reads the embedded words; that they are whole is tested.
func mustWords() words {
	w, err := loadWords()
	if err != nil {
		panic(err)
	}
	return w
}

// Revision is the revision of the corpus that every answer rests on.
func (s *Service) Revision() string { return s.corpus.Revision }

// Version is the version of the software.
func (s *Service) Version() string { return s.version }

func (s *Service) convert(o Offsets) converter { return converter{corpus: s.corpus, offsets: o} }

func (s *Service) notFound(what string) error {
	return &NotFoundError{Kind: what, Rulings: len(s.corpus.Rulings), Holdings: len(s.corpus.Holdings)}
}

// HoldingFilter narrows the list of holdings; an empty field does not.
type HoldingFilter struct{ Ruling, Topic, Weight, Use string }

// Holdings lists holdings by ruling, then code.
func (s *Service) Holdings(f HoldingFilter, p Page) (*List[HoldingSummary], error) {
	if err := s.checkFilter(f); err != nil {
		return nil, err
	}
	var ruling corpus.RulingID
	if f.Ruling != "" {
		r := s.corpus.Ruling(f.Ruling)
		if r == nil {
			return nil, s.notFound("ruling")
		}
		ruling = r.ID
	}
	var all []*corpus.Holding
	for _, h := range s.corpus.Holdings {
		if (ruling == "" || h.Ruling == ruling) && matches(f.Topic, h.Topic) &&
			matches(f.Weight, string(h.Weight)) && matches(f.Use, string(h.Use)) {
			all = append(all, h)
		}
	}
	return paginate(s.Revision(), p, all, s.convert(Offsets{}).holdingSummary, "holdings", string(ruling), f.Topic, f.Weight, f.Use)
}

func matches(want, got string) bool { return want == "" || want == got }

func (s *Service) checkFilter(f HoldingFilter) error {
	uses := []corpus.Use{corpus.UseTest, corpus.UseTopic, corpus.UseLawyer}
	return firstError(
		oneOf("topic", f.Topic, s.topics()), oneOf("weight", f.Weight, names(corpus.Weights)), oneOf("use", f.Use, names(uses)))
}

func (s *Service) topics() []string {
	return each(s.corpus.Topics, func(t *corpus.Topic) string { return t.ID })
}

// Holding returns a holding by slug, by code where one ruling is loaded, or by
// "ruling:code".
func (s *Service) Holding(id string, o Offsets) (*Holding, error) {
	h := s.corpus.Holding(id)
	if h == nil {
		return nil, s.notFound("holding")
	}
	return s.convert(o).holding(h), nil
}

// Rulings lists the rulings by ID.
func (s *Service) Rulings(p Page) (*List[RulingSummary], error) {
	return paginate(s.Revision(), p, s.corpus.Rulings, s.convert(Offsets{}).rulingSummary, "rulings")
}

// Ruling returns a ruling by ID or by any spelling of its case number.
func (s *Service) Ruling(id string, o Offsets) (*Ruling, error) {
	r := s.corpus.Ruling(id)
	if r == nil {
		return nil, s.notFound("ruling")
	}
	return s.convert(o).ruling(r), nil
}

// Passages lists the passages of a ruling in order; part narrows it to one part.
func (s *Service) Passages(ruling, part string, p Page) (*List[PassageSummary], error) {
	r := s.corpus.Ruling(ruling)
	if r == nil {
		return nil, s.notFound("ruling")
	}
	if err := oneOf("part", part, names(corpus.Parts)); err != nil {
		return nil, err
	}
	var all []*corpus.Passage
	for _, q := range r.Passages {
		if matches(part, string(q.Part)) {
			all = append(all, q)
		}
	}
	return paginate(s.Revision(), p, all, s.convert(Offsets{}).passageSummary, "passages", string(r.ID), part)
}

// Passage returns a passage of a ruling.
func (s *Service) Passage(ruling, passage string, o Offsets) (*Passage, error) {
	r := s.corpus.Ruling(ruling)
	if r == nil {
		return nil, s.notFound("ruling")
	}
	p := s.corpus.Passage(r.ID, corpus.PassageID(passage))
	if p == nil {
		return nil, s.notFound("passage")
	}
	return s.convert(o).passage(r, p), nil
}

// Text returns the runes [from,to) of a ruling's text; a negative to is its end.
func (s *Service) Text(ruling string, from, to int) (*RulingText, error) {
	r := s.corpus.Ruling(ruling)
	if r == nil {
		return nil, s.notFound("ruling")
	}
	runes := []rune(r.Text)
	if to < 0 {
		to = len(runes)
	}
	if from < 0 || from > len(runes) {
		return nil, fault(kindBadParameter, "from", "the offset is outside the text", "see length; offsets are runes from 0, half open")
	}
	if to < from || to > len(runes) {
		return nil, fault(kindBadParameter, "to", "the offset is outside the text or before from", "see length; offsets are runes from 0, half open")
	}
	return &RulingText{Ruling: string(r.ID), Start: from, End: to, Length: len(runes), Offsets: "runes",
		Text: string(runes[from:to]), Revision: s.Revision()}, nil
}

// Issue returns an issue by "ruling/issue", or by its ID alone where only one
// ruling has it.
func (s *Service) Issue(id string, o Offsets) (*Issue, error) {
	ruling, name, qualified := strings.Cut(id, "/")
	if !qualified {
		ruling, name = "", id
	}
	var found []*Issue
	for _, r := range s.corpus.Rulings {
		if qualified && s.corpus.Ruling(ruling) != r {
			continue
		}
		if i := r.Issue(name); i != nil {
			w := s.convert(o).issue(r, i)
			found = append(found, &w)
		}
	}
	if len(found) != 1 {
		return nil, s.notFound("issue")
	}
	return found[0], nil
}

// Provisions lists the provisions of the corpus by instrument; law narrows it to
// one instrument.
func (s *Service) Provisions(law string, p Page) (*List[ProvisionSummary], error) {
	var all []*corpus.Provision
	for _, i := range s.corpus.Instruments {
		if matches(law, i.ID) {
			all = append(all, i.Provisions...)
		}
	}
	if law != "" && len(all) == 0 {
		return nil, s.notFound("provision")
	}
	return paginate(s.Revision(), p, all, s.convert(Offsets{}).provisionSummary, "provisions", law)
}

// Provision returns a provision by its path or by any citation of it.
func (s *Service) Provision(id string, o Offsets) (*Provision, error) {
	p := s.provision(id)
	if p == nil {
		return nil, s.notFound("provision")
	}
	return s.convert(o).provision(p), nil
}

// Facts lists the vocabulary in its order; topic narrows it.
func (s *Service) Facts(topic string, p Page) (*List[*Fact], error) {
	if err := oneOf("topic", topic, s.topics()); err != nil {
		return nil, err
	}
	var all []*corpus.Fact
	for _, f := range s.corpus.Facts {
		if matches(topic, f.Topic) {
			all = append(all, f)
		}
	}
	return paginate(s.Revision(), p, all, s.fact, "facts", topic)
}

func (s *Service) fact(f *corpus.Fact) *Fact {
	return s.convert(Offsets{}).fact(f, s.usedBy[f.Name])
}

// Fact returns a fact of the vocabulary by name.
func (s *Service) Fact(name string) (*Fact, error) {
	f := s.corpus.Fact(name)
	if f == nil {
		return nil, s.notFound("fact")
	}
	return s.fact(f), nil
}

// Show returns whatever id names: a *Holding, *Ruling, *Passage ("ruling#passage"),
// *Provision or *Fact.
func (s *Service) Show(id string, o Offsets) (any, error) {
	if ruling, passage, ok := strings.Cut(id, "#"); ok {
		return s.Passage(ruling, passage, o)
	}
	if h, err := s.Holding(id, o); err == nil {
		return h, nil
	}
	if r, err := s.Ruling(id, o); err == nil {
		return r, nil
	}
	if f, err := s.Fact(id); err == nil {
		return f, nil
	}
	if p, err := s.Provision(id, o); err == nil {
		return p, nil
	}
	return nil, s.notFound("id")
}
