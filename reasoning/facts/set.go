package facts

// class is a label of words, by position in the lexicon's list of classes.
type class uint16

// setWords bounds the number of classes a lexicon may have.
const setWords = 6

const maxClasses = setWords * 64

type set [setWords]uint64

func (s *set) add(c class)      { s[c>>6] |= 1 << (c & 63) }
func (s *set) has(c class) bool { return s[c>>6]>>(c&63)&1 == 1 }
func (s *set) join(o *set) {
	for i := range s {
		s[i] |= o[i]
	}
}

// words is what stands in a stretch of text: the classes met, apart by polarity.
// Words inside an exception (除 … 外) stand in except alone.
type words struct{ pos, neg, except set }

func (w *words) add(t *token) {
	for _, c := range t.entry.classes {
		switch {
		case t.except:
			w.except.add(c)
		case t.neg:
			w.neg.add(c)
		default:
			w.pos.add(c)
		}
	}
}

func (w *words) join(o *words) {
	w.pos.join(&o.pos)
	w.neg.join(&o.neg)
	w.except.join(&o.except)
}

// polarity is which words a term means.
type polarity byte

const (
	either   polarity = iota // negated or not
	positive                 // a+
	negative                 // a-
	excepted                 // a^: inside an exception
)

// term is one alternative of a condition of a frame.
type term struct {
	class class
	want  polarity
}

// anyOf is a condition: one of its terms is met. A frame's conditions all hold.
type anyOf []term

func (w *words) meets(a anyOf) bool {
	for _, t := range a {
		switch t.want {
		case either:
			if w.pos.has(t.class) || w.neg.has(t.class) {
				return true
			}
		case positive:
			if w.pos.has(t.class) {
				return true
			}
		case negative:
			if w.neg.has(t.class) {
				return true
			}
		case excepted:
			if w.except.has(t.class) {
				return true
			}
		}
	}
	return false
}

func (w *words) meetsAll(as []anyOf) bool {
	for _, a := range as {
		if !w.meets(a) {
			return false
		}
	}
	return true
}

func (w *words) meetsOne(as []anyOf) bool {
	for _, a := range as {
		if w.meets(a) {
			return true
		}
	}
	return false
}
