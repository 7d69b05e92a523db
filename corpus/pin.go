package corpus

import (
	"strings"
	"unicode/utf8"
)

// context is how many runes around a pin are kept to tell it from its twins.
const context = 12

// pinAt is a pin with where it stands: its ruling, file, and what it belongs to.
type pinAt struct {
	*Pinpoint
	ruling *Ruling
	file   string
	owner  any // *Holding, *Argument, or nil
}

// pins lists every pin of the corpus.
func (c *Corpus) pins() []pinAt {
	var all []pinAt
	add := func(r *Ruling, file string, owner any, pins []*Pinpoint) {
		for _, p := range pins {
			if p != nil {
				all = append(all, pinAt{p, r, file, owner})
			}
		}
	}
	for _, r := range c.Rulings {
		for _, pins := range r.pins() {
			add(r, r.File, nil, pins)
		}
	}
	for _, h := range c.Holdings {
		r := c.rulings[string(h.Ruling)]
		add(r, h.File, h, h.Quotes)
		for _, a := range h.Arguments {
			add(r, h.File, a, a.Quotes)
		}
	}
	for _, in := range c.Instruments {
		for _, p := range in.Provisions {
			for _, q := range p.Quoted {
				add(c.rulings[string(q.Ruling)], in.File, nil, []*Pinpoint{q.Pin})
			}
		}
	}
	return all
}

// pins lists the pins of ruling.md.
func (r *Ruling) pins() [][]*Pinpoint {
	all := [][]*Pinpoint{r.Fee.Pins, r.Appeal.Pins}
	for _, x := range r.Parties {
		all = append(all, x.Pins)
	}
	for _, x := range r.Claims {
		all = append(all, x.Pins)
	}
	for _, x := range r.Evidence {
		all = append(all, x.Pins)
	}
	for _, x := range r.Disposition {
		all = append(all, x.Pins)
	}
	for _, x := range r.Authority {
		all = append(all, x.Pins)
	}
	for _, x := range r.History {
		all = append(all, x.Pins)
	}
	for _, x := range r.Discrepancy {
		all = append(all, x.Pins)
	}
	for _, i := range r.allIssues() {
		for _, x := range append([]*Contention{i.Plaintiff, i.Defendant, i.Answer}, i.Evidence...) {
			if x != nil {
				all = append(all, x.Pins)
			}
		}
	}
	return all
}

// connectPins locates every pin and gathers the holdings at each passage.
func (c *Corpus) connectPins() {
	c.atPassage = map[*Passage][]*Holding{}
	for _, p := range c.pins() {
		if p.ruling == nil {
			continue
		}
		p.ruling.locate(p.Pinpoint)
		h, ok := p.owner.(*Holding)
		if !ok || p.found != 1 {
			continue
		}
		for at := p.ruling.PassageAt(p.Start); at != nil && at.Start < p.End; at = p.ruling.PassageAt(at.End) {
			if hs := c.atPassage[at]; len(hs) == 0 || hs[len(hs)-1] != h {
				c.atPassage[at] = append(hs, h)
			}
		}
	}
}

// locate finds a pin's words in the text and fills in the rest. A pin that does not
// occur, or occurs more than once, stays without a place: found says how often.
func (r *Ruling) locate(p *Pinpoint) {
	p.Ruling = r.ID
	if p.Exact == "" {
		return
	}
	needle := p.Prefix + p.Exact
	b := strings.Index(r.Text, needle)
	if b < 0 {
		p.found = 0
		return
	}
	p.found = 1 + strings.Count(r.Text[b+len(needle):], needle)
	if p.found != 1 {
		return
	}
	b += len(p.Prefix)
	p.Start = r.runeAt(b)
	p.End = p.Start + utf8.RuneCountInString(p.Exact)
	if p.Prefix == "" {
		p.Prefix = r.slice(max(0, p.Start-context), p.Start)
	}
	p.Suffix = r.slice(p.End, min(len(r.offsets)-1, p.End+context))
	if at := r.PassageAt(p.Start); at != nil {
		p.Passage, p.Part = at.ID, at.Part
	}
}
