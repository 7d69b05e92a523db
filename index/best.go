package index

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"unicode/utf8"

	"yaozhi/corpus/cite"
	"yaozhi/index/postings"
)

// Ranking by best match, for sentences and questions: pairs of neighbouring
// characters, all of them and stop words too; what the term lists join with a word;
// single characters, on the best candidates only and less in long questions; times
// the boost of a document. Measured on 1,043 lay questions over 61,148 articles, one
// half looked at, the other not: MRR@10 .39 for the pairs alone, .41 with lists and
// characters, .46 with the tier of a law in the boost (tierFactor). Feedback from the first
// results, match by sentence, headings of their own and coverage of the rarer parts
// were measured too, and added nothing.
const (
	maxBest    = 200  // candidates whose text is looked at, and results at the most
	fullChars  = 14   // characters of a question from which on they count less
	charB      = 0.6  // how far length is held against characters
	bestFloor  = 0.15 // of the best score: what is below shares a common word at most
	repeatHalf = 1.5  // a term twice in a question counts less than twice
)

// ranked plans words of which any may match.
func (pl *planner) ranked(us []unit, in mask) *plan {
	out := &plan{op: planBest, mask: in}
	counts := map[postings.Key]*plan{}
	add := func(f form, k postings.Key) {
		if p := counts[k]; p != nil {
			p.share++
			return
		}
		counts[k] = leaf(f, in)
		out.kids = append(out.kids, counts[k])
	}
	var joined []*plan
	for i, u := range us {
		if u.han {
			if utf8.RuneCountInString(u.text) == 1 && pl.x.terms.stop[u.text] {
				continue
			}
			rs := []rune(u.text)
			if len(rs) == 1 {
				add(runForm(u.text, 1), pairKey(rs[0], 0))
			}
			for k := range len(rs) - 1 {
				add(runForm(string(rs[k:k+2]), 1), pairKey(rs[k], rs[k+1]))
			}
			joined = append(joined, pl.joinedRun(u.text, in, &out.chars)...)
			continue
		}
		if w, ok := pl.x.a.word(u.text); ok {
			f := rowForm(u.text, " "+w+" ", 1)
			add(f, f.keys[0])
		}
		if i == 0 || us[i-1].han {
			joined = append(joined, pl.joinedRow(us[i:], in)...)
		}
	}
	for _, p := range counts {
		p.share = p.share * (1 + repeatHalf) / (p.share + repeatHalf)
	}
	out.kids = append(out.kids, joined...)
	return out
}

// joinedRun plans what the term list joins with the terms of a Chinese run, and
// adds the characters that say something to chars.
func (pl *planner) joinedRun(run string, in mask, chars *string) []*plan {
	var out []*plan
	for _, p := range pl.x.terms.cut(run) {
		if p.kind != pieceStop {
			*chars += p.text
		}
		if p.kind == pieceTerm {
			out = appendPlan(out, pl.joined(p.text, p.text, in))
		}
	}
	return out
}

// joinedRow does the same for English words in a row.
func (pl *planner) joinedRow(us []unit, in mask) []*plan {
	var out []*plan
	for i := 0; i < len(us) && !us[i].han; {
		n, p := pl.latin(us[i:], in)
		if p != nil && (n > 1 || len(p.forms) > 1) {
			out = appendPlan(out, pl.joined(stemLine(us[i:i+n], pl.x.a), p.terms[0], in))
		}
		i += n
	}
	return out
}

// joined is a leaf of what the term list joins with a word: its other forms.
func (pl *planner) joined(key, own string, in mask) *plan {
	forms := slices.DeleteFunc(slices.Clone(pl.x.terms.forms(key)), func(f form) bool { return f.han && f.key == key })
	if len(forms) == 0 {
		return nil
	}
	return term(forms, own, in)
}

// best ranks what any of the kids matches, the better the more of them and the
// rarer; among limits it to some documents, nil to none. At most maxBest come out.
// When the time is up, they are ranked by the kids seen so far.
func (s *search) best(p *plan, among map[uint32]float32) (*listMatches, error) {
	sums := s.x.sums.Get().(*postings.Sums)
	defer s.x.release(sums)
	defer func(loose bool) { s.loose = loose }(s.loose) // what is summed need not be borne out
	var named []*plan
	for _, k := range p.kids {
		if k.op == planNamed { // far above any score by words, which it must not drown
			named = append(named, k)
			continue
		}
		if err := s.ctx.Err(); errors.Is(err, context.DeadlineExceeded) {
			s.partial = true
			break
		} else if err != nil {
			return nil, err
		}
		if err := s.sum(sums, k); err != nil {
			return nil, err
		}
	}
	pool := s.pool(sums, among)
	s.addChars(pool, p)
	pool = floor(pool)
	if len(named) > 0 {
		pool = s.addNamed(pool, named, among, func(hits []hit) {
			keys := make([]float32, len(hits)) // addChars writes its own
			for i := range hits {
				keys[i], hits[i].score = hits[i].key, sums.Score[hits[i].doc]
			}
			s.addChars(hits, p)
			for i := range hits {
				hits[i].key = keys[i]
			}
		})
	}
	slices.SortFunc(pool, func(a, b hit) int { return cmp.Compare(a.doc, b.doc) })
	out := &listMatches{}
	for _, c := range pool {
		out.docs = append(out.docs, c.doc)
		out.scores = append(out.scores, c.score)
	}
	p.found = out.docs
	return out, nil
}

// addNamed adds what citations in a question name, as far as the filters and the
// rest of the query let it through, the best of it where it is much; words is the
// score of documents by words.
func (s *search) addNamed(pool []hit, named []*plan, among map[uint32]float32, words func([]hit)) []hit {
	total := map[uint32]float32{}
	for _, p := range named {
		for i, doc := range p.docs {
			total[doc] += p.scores[i]
		}
	}
	for i := range pool {
		pool[i].score += total[pool[i].doc]
		delete(total, pool[i].doc)
	}
	best := newTop(maxBest)
	for doc, score := range total {
		if h := (hit{doc: doc, key: score}); best.takes(h) && s.lets(doc, among) {
			best.add(h)
		}
	}
	words(best.hits)
	for _, h := range best.hits {
		h.score += h.key
		pool = append(pool, h)
	}
	return pool
}

// lets reports whether the filters and the rest of the query let a document through.
func (s *search) lets(doc uint32, among map[uint32]float32) bool {
	if among != nil {
		if _, ok := among[doc]; !ok {
			return false
		}
	}
	return s.keep == nil || s.keep(doc)
}

// sum adds the scores of one kid.
func (s *search) sum(sums *postings.Sums, k *plan) error {
	if k.op == planLeaf && len(k.forms) == 1 && len(k.forms[0].keys) == 1 && k.forms[0].proven {
		key := k.forms[0].keys[0]
		idf := postings.IDF(s.x.file.DocFreq(key), s.x.file.Docs())
		sums.AddTerm(s.x.weights, key, uint32(k.mask), k.share*idf)
		return nil
	}
	m, err := s.matches(k)
	if err != nil {
		return err
	}
	for d := m.seek(0); d != postings.End; d = m.seek(d + 1) {
		sums.Add(d, m.score())
	}
	return nil
}

// pool takes the best documents that the filters let through. Their key is their
// score times their boost.
func (s *search) pool(sums *postings.Sums, among map[uint32]float32) []hit {
	top := newTop(maxBest)
	for _, d := range sums.Touched {
		score := sums.Score[d]
		h := hit{doc: d, key: score * s.x.file.Boost(d), score: score}
		if top.takes(h) && s.lets(d, among) {
			top.add(h)
		}
	}
	return top.hits
}

// addChars adds the score of the characters of a question: BM25 over all texts of
// each candidate.
func (s *search) addChars(pool []hit, p *plan) {
	for _, part := range p.parts {
		s.addChars(pool, part)
	}
	if p.chars == "" || len(pool) == 0 {
		return
	}
	t := s.charTable(p.chars, p.mask)
	for i := range pool {
		pool[i].score += t.score(s, pool[i].doc)
		pool[i].key = pool[i].score * s.x.file.Boost(pool[i].doc)
	}
	s.release(t)
}

// charTable finds the characters of a question in a text.
type charTable struct {
	slot   [1 << 16]uint8 // place of a character in idf, plus one; 0 for none
	runes  []rune
	idf    []float32
	counts []float32
	factor float32
	mask   mask // sections whose characters count
}

const maxChars = 255 // different characters of a question; a longer one is a text

func (s *search) charTable(chars string, in mask) *charTable {
	t := s.x.tables.Get().(*charTable)
	t.mask = in
	for _, r := range chars {
		if r < 1<<16 && t.slot[r] == 0 && len(t.runes) < maxChars {
			t.runes = append(t.runes, r)
			t.idf = append(t.idf, postings.IDF(s.x.file.GroupDocs(uint32(r)), s.x.file.Docs()))
			t.slot[r] = uint8(len(t.runes))
		}
	}
	t.counts = make([]float32, len(t.runes))
	t.factor = min(1, fullChars/float32(len(t.runes)+1))
	return t
}

// release gives a table back, empty.
func (s *search) release(t *charTable) {
	for _, r := range t.runes {
		t.slot[r] = 0
	}
	t.runes, t.idf = t.runes[:0], t.idf[:0]
	s.x.tables.Put(t)
}

func (t *charTable) score(s *search, doc uint32) float32 {
	clear(t.counts)
	length := float32(0)
	s.texts = s.x.file.Texts(doc, s.texts[:0])
	for _, text := range s.texts {
		if t.mask>>text.Field&1 == 1 {
			length += t.count(text)
		}
	}
	sum := float32(0)
	norm := 1 - charB + charB*length/s.x.meanRunes
	for i, n := range t.counts {
		if n > 0 {
			sum += t.idf[i] * postings.Saturate(n/norm)
		}
	}
	return sum * t.factor
}

// count counts the characters in a text, and says how many the text has.
func (t *charTable) count(text postings.Text) (length float32) {
	plain := text.Flags&flagPlain != 0
	for b := text.Body; len(b) > 0; length++ {
		var r rune
		switch {
		case b[0] < utf8.RuneSelf:
			b = b[1:]
			continue
		case b[0]>>4 == 0xE && len(b) > 2: // nearly all Chinese characters
			r = rune(b[0]&0xF)<<12 | rune(b[1]&0x3F)<<6 | rune(b[2]&0x3F)
			b = b[3:]
		default:
			var size int
			r, size = utf8.DecodeRune(b)
			b = b[size:]
		}
		if !plain {
			r = cite.FoldRune(r)
		}
		if r < 1<<16 && t.slot[r] > 0 {
			t.counts[t.slot[r]-1]++
		}
	}
	return length
}

// floor drops what is far below the best.
func floor(pool []hit) []hit {
	best := float32(0)
	for _, c := range pool {
		best = max(best, c.key)
	}
	return slices.DeleteFunc(pool, func(c hit) bool { return c.key < bestFloor*best })
}
