package corpus

import (
	"slices"
	"strings"
)

// issues: every sub-issue has a holding, and every holding names one.
func (l *linter) issues() {
	decided := map[string]bool{}
	for _, h := range l.c.Holdings {
		r := l.c.rulings[string(h.Ruling)]
		decided[h.Issue] = true
		i := r.Issue(h.Issue)
		switch {
		case i == nil:
			l.add(h.File, l.lineOf(h.File, "issue:"), "no issue %s in %s", h.Issue, r.File)
		case len(i.Issues) > 0:
			l.add(h.File, l.lineOf(h.File, "issue:"), "%s has sub-issues: name one of them", h.Issue)
		}
	}
	for _, r := range l.c.Rulings {
		for _, i := range r.allIssues() {
			if len(i.Issues) == 0 && !decided[i.ID] {
				l.add(r.File, i.Line, "no holding decides the issue %s", i.ID)
			}
		}
	}
}

// holdingLinks: remedies, related, superseded_by and relations name holdings.
func (l *linter) holdingLinks() {
	check := func(file, key string, self HoldingID, ids ...HoldingID) {
		for _, id := range ids {
			switch {
			case id == "":
			case id == self:
				l.add(file, l.lineOf(file, key+":"), "%s names the holding itself", key)
			case l.c.holdings[id] == nil:
				l.add(file, l.lineOf(file, key+":"), "%s: no holding %s", key, id)
			}
		}
	}
	for _, h := range l.c.Holdings {
		check(h.File, "remedies", "", h.Remedies...)
		check(h.File, "related", h.ID, h.Related...)
		check(h.File, "superseded_by", h.ID, h.Superseded)
	}
	for _, r := range l.c.Rulings {
		for _, rel := range r.Relations {
			check(r.File, "relations", "", rel.Holdings...)
		}
	}
}

// disposition: items that holdings carry exist, and every item but a dismissal is
// carried.
func (l *linter) disposition() {
	for _, r := range l.c.Rulings {
		if len(r.Disposition) == 0 {
			continue
		}
		carried := map[int]bool{}
		for _, h := range l.c.HoldingsOf(r.ID) {
			for _, n := range h.Disposition {
				carried[n] = true
				if !r.hasItem(n) {
					l.add(h.File, l.lineOf(h.File, "disposition:"), "the disposition has no item %d", n)
				}
			}
		}
		for _, d := range r.Disposition {
			if !carried[d.Number] && !strings.Contains(d.Text.Zh, "驳回") {
				l.add(r.File, l.lineOf(r.File, "disposition:"), "no holding carries item %d of the disposition", d.Number)
			}
		}
	}
}

func (r *Ruling) hasItem(n int) bool {
	return slices.ContainsFunc(r.Disposition, func(d *DispositionItem) bool { return d.Number == n })
}

// claims: a claim names items of the disposition.
func (l *linter) claims() {
	for _, r := range l.c.Rulings {
		for _, claim := range r.Claims {
			for _, n := range claim.Disposition {
				if !r.hasItem(n) {
					l.add(r.File, l.lineOf(r.File, "claims:"), "claim %d: the disposition has no item %d", claim.Number, n)
				}
			}
		}
	}
}

// topics: topics named exist, and each has a holding.
func (l *linter) topics() {
	used := map[string]bool{}
	for _, h := range l.c.Holdings {
		used[h.Topic] = true
		if l.c.topics[h.Topic] == nil {
			l.add(h.File, l.lineOf(h.File, "topic:"), "no topic %s in topics.yaml", h.Topic)
		}
	}
	for _, f := range l.c.Facts {
		if l.c.topics[f.Topic] == nil {
			l.add("facts.yaml", f.Line, "fact %s: no topic %s in topics.yaml", f.Name, f.Topic)
		}
	}
	for _, t := range l.c.Topics {
		if !used[t.ID] {
			l.add("topics.yaml", t.Line, "no holding has the topic %s", t.ID)
		}
	}
}

// provisions: every provision a holding rests on is in statutes.
func (l *linter) provisions() {
	for _, h := range l.c.Holdings {
		for _, path := range slices.Concat(h.Statutes.Then, h.Statutes.Now) {
			if p := l.c.Provision(path); p == nil {
				l.add(h.File, l.lineOf(h.File, path), "no provision %s in statutes", path)
			}
		}
	}
}

// provisionsUsed: a provision is there because a holding rests on it or the ruling
// cites it.
func (l *linter) provisionsUsed() {
	for _, in := range l.c.Instruments {
		for _, p := range in.Provisions {
			if len(p.Quoted) == 0 && len(l.c.onProvision[p.Path()]) == 0 && !l.restsAbove(p.Path()) {
				l.add(in.File, p.Line, "nothing rests on %s and no ruling cites it", p.Path())
			}
		}
	}
}

// restsAbove reports whether a holding rests on the whole of which path is a part.
func (l *linter) restsAbove(path string) bool {
	for _, h := range l.c.Holdings {
		for _, p := range slices.Concat(h.Statutes.Then, h.Statutes.Now) {
			if strings.HasPrefix(path, p+"/") {
				return true
			}
		}
	}
	return false
}
