package corpus

import (
	"strings"
	"unicode"

	"yaozhi/corpus/cite"
)

// Ruling returns the ruling with the ID or with any spelling of the case number, or
// nil.
func (c *Corpus) Ruling(s string) *Ruling {
	if r := c.rulings[s]; r != nil {
		return r
	}
	n, err := cite.ParseCaseNumber(s)
	if err != nil {
		return nil
	}
	return c.rulings[n.ID()]
}

// Holding returns the holding with the slug, or with the code where only one ruling
// has it, or with "ruling:code"; else nil.
func (c *Corpus) Holding(s string) *Holding {
	if h := c.holdings[HoldingID(s)]; h != nil {
		return h
	}
	ruling, code, qualified := strings.Cut(s, ":")
	if !qualified {
		code = s
	}
	var found *Holding
	for _, h := range c.codes[strings.ToUpper(code)] {
		if qualified && string(h.Ruling) != ruling {
			continue
		}
		if found != nil {
			return nil
		}
		found = h
	}
	return found
}

// Passage returns the passage p of the ruling r, or nil.
func (c *Corpus) Passage(r RulingID, p PassageID) *Passage {
	if ruling := c.rulings[string(r)]; ruling != nil {
		return ruling.passages[p]
	}
	return nil
}

// Fact returns the fact with the name, or nil.
func (c *Corpus) Fact(name string) *Fact { return c.facts[name] }

// Topic returns the topic with the id, or nil.
func (c *Corpus) Topic(id string) *Topic { return c.topics[id] }

// HoldingsOf returns the holdings of a ruling, by code.
func (c *Corpus) HoldingsOf(r RulingID) []*Holding {
	var hs []*Holding
	for _, h := range c.Holdings {
		if h.Ruling == r {
			hs = append(hs, h)
		}
	}
	return hs
}

// HoldingsAt returns the holdings whose quotes, not their arguments, overlap the
// passage, in the order of Holdings.
func (c *Corpus) HoldingsAt(p *Passage) []*Holding { return c.atPassage[p] }

// HoldingsOn returns the holdings that rest, then or now, on the provision at path
// or on a part of it, in the order of Holdings.
func (c *Corpus) HoldingsOn(path string) []*Holding { return c.onProvision[c.canonical(path)] }

// Provision returns the provision at the path. The instrument may be named by an
// alias or its full name and the provision in any spelling cite.ParseProvision
// reads, also by the number a later version gave it. nil if the corpus has it not.
func (c *Corpus) Provision(path string) *Provision {
	if p := c.provisions[path]; p != nil {
		return p
	}
	return c.provisions[c.canonical(path)]
}

// canonical brings a spelling to the form of Provision.Path; what it cannot read
// it leaves.
func (c *Corpus) canonical(path string) string {
	ref, err := cite.ParseProvision(path)
	if err != nil {
		return path
	}
	if in := c.instruments[cite.FoldString(ref.Law)]; in != nil {
		ref.Law = in.ID
	}
	at := ref.Path()
	if p := c.renumbered[at]; p != nil && c.provisions[at] == nil {
		return p.Path()
	}
	return at
}

func (c *Corpus) connectProvisions() {
	c.provisions = map[string]*Provision{}
	c.renumbered = map[string]*Provision{}
	c.instruments = map[string]*Instrument{}
	for _, in := range c.Instruments {
		for _, name := range append([]string{in.ID, in.Name.Zh, in.Name.En}, in.Aliases...) {
			c.instruments[cite.FoldString(name)] = in
		}
		for _, p := range in.Provisions {
			c.provisions[p.Path()] = p
			for _, v := range p.Versions {
				c.renumbered[in.ID+"/"+v.At] = p
			}
		}
	}
	c.onProvision = map[string][]*Holding{}
	for _, h := range c.Holdings {
		seen := map[string]bool{}
		for _, path := range append(h.Statutes.Then[:len(h.Statutes.Then):len(h.Statutes.Then)], h.Statutes.Now...) {
			path = c.canonical(path)
			for strings.Contains(path, "/") {
				if !seen[path] {
					seen[path] = true
					c.onProvision[path] = append(c.onProvision[path], h)
				}
				path = path[:strings.LastIndexByte(path, '/')]
			}
		}
	}
}

// ProvisionName is the provision for people: 《民法典》第1035条第1款第1项, or
// "Civil Code art. 1035(1)(1)" where lang is "en". A path that is none comes back
// as it is.
func (c *Corpus) ProvisionName(path, lang string) string {
	path = c.canonical(path)
	law, at, ok := strings.Cut(path, "/")
	if !ok {
		return path
	}
	levels := strings.Split(at, "/")
	if lang == "en" {
		s := c.shortEnglish(law) + " art. " + levels[0]
		for _, n := range levels[1:] {
			s += "(" + n + ")"
		}
		return s
	}
	article, sub, hasSub := strings.Cut(levels[0], "-")
	s := "《" + law + "》第" + article + "条"
	if hasSub {
		s += "之" + sub
	}
	for i, n := range levels[1:] {
		s += "第" + n + []string{"款", "项", "目"}[min(i, 2)]
	}
	return s
}

// shortEnglish is the first alias without Chinese, else the English name less its
// country.
func (c *Corpus) shortEnglish(law string) string {
	in := c.instruments[cite.FoldString(law)]
	if in == nil {
		return law
	}
	for _, a := range in.Aliases {
		if !hasHan(a) && strings.Contains(a, " ") {
			return a
		}
	}
	return strings.TrimSuffix(in.Name.En, " of the People's Republic of China")
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}
