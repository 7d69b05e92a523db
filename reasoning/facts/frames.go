package facts

import (
	"io/fs"
	"path"
	"strings"

	"yaozhi/corpus"
)

// frameFile is one frame as lexicon/frames/*.yaml writes it. A condition is "a|b+":
// a word of class a, or one of class b that is not negated; "b-": negated;
// "b^": inside an exception.
type frameFile struct {
	ID       string            `yaml:"id"`
	Cue      string            `yaml:"cue"`      // the word the frame hangs on
	Clause   []string          `yaml:"clause"`   // in the clause of the cue
	Near     []string          `yaml:"near"`     // there, or in the clause before or after
	After    []string          `yaml:"after"`    // after the cue in its sentence
	Before   []string          `yaml:"before"`   // before the cue in its sentence
	Sentence []string          `yaml:"sentence"` // in the sentence
	Context  []string          `yaml:"context"`  // in it, the two before it, its heading or lead-in
	Never    neverFile         `yaml:"never"`    // and none of these
	Yes      map[string]string `yaml:"yes"`      // what it says when the cue is affirmed
	No       map[string]string `yaml:"no"`       // when it is negated
	Gated    map[string]string `yaml:"gated"`    // when it hangs on consent, either way
	If       string            `yaml:"if"`       // keep: a condition does not weaken it
	Mood     string            `yaml:"mood"`     // keep: neither hedge nor future weakens it; any: read in a question too
	Beats    []string          `yaml:"beats"`    // frames that are silent where this one speaks in the sentence
	Examples struct {
		Yes []string `yaml:"yes"`
		No  []string `yaml:"no"`
	} `yaml:"examples"`
}

type neverFile struct {
	Clause   []string `yaml:"clause"`
	Near     []string `yaml:"near"`
	Sentence []string `yaml:"sentence"`
	Context  []string `yaml:"context"`
}

// frame joins words and facts.
type frame struct {
	id                                             string
	cue                                            anyOf
	clause, near, after, before, sentence, context []anyOf
	notClause, notNear, notSentence, notContext    []anyOf
	yes, no, gated                                 []output
	keepIf, keepMood                               bool
	beats                                          []int // positions of frames
	examples                                       struct{ yes, no []string }
	file                                           string
}

// output is what a frame says of a fact. A file writes "true", "true?" for a hint
// and "true!" for what no hedge weakens.
type output struct {
	fact     string
	value    corpus.Value
	measured bool // the value is the duration in the words
	tier     Tier // empty: as the mood of the clause has it
}

func (l *lexicon) loadFrames(files fs.FS, dir string, vocabulary []*corpus.Fact) {
	byName := map[string]*corpus.Fact{}
	for _, f := range vocabulary {
		byName[f.Name] = f
	}
	names, err := fs.Glob(files, path.Join(dir, "*.yaml"))
	if err != nil || len(names) == 0 {
		l.fault(dir, 0, "no frames")
	}
	at, beats := map[string]int{}, map[string][]string{}
	for _, name := range names {
		var fs []frameFile
		if !l.decode(files, name, &fs) {
			continue
		}
		for i := range fs {
			f := l.frame(name, &fs[i], byName)
			if _, twice := at[f.id]; twice || f.id == "" {
				l.fault(name, 0, "frame without an id of its own: "+f.id)
			}
			at[f.id] = len(l.frames)
			beats[f.id] = fs[i].Beats
			l.frames = append(l.frames, f)
		}
	}
	for _, f := range l.frames {
		for _, id := range beats[f.id] {
			other, ok := at[id]
			if !ok {
				l.fault(f.file, 0, "frame "+f.id+" beats "+id+", which is not there")
				continue
			}
			f.beats = append(f.beats, other)
		}
	}
}

func (l *lexicon) frame(file string, d *frameFile, facts map[string]*corpus.Fact) *frame {
	f := &frame{id: d.ID, file: file, keepIf: d.If == "keep", keepMood: d.Mood == "keep"}
	f.cue = l.terms(file, 0, d.Cue)
	for _, c := range []struct {
		to   *[]anyOf
		from []string
	}{
		{&f.clause, d.Clause}, {&f.near, d.Near}, {&f.after, d.After}, {&f.before, d.Before}, {&f.sentence, d.Sentence}, {&f.context, d.Context},
		{&f.notClause, d.Never.Clause}, {&f.notNear, d.Never.Near}, {&f.notSentence, d.Never.Sentence}, {&f.notContext, d.Never.Context},
	} {
		for _, s := range c.from {
			*c.to = append(*c.to, l.terms(file, 0, s))
		}
	}
	f.yes = l.outputs(file, d.ID, d.Yes, facts)
	f.no = l.outputs(file, d.ID, d.No, facts)
	f.gated = l.outputs(file, d.ID, d.Gated, facts)
	if len(f.yes)+len(f.no)+len(f.gated) == 0 {
		l.fault(file, 0, "frame "+d.ID+" says nothing")
	}
	if len(d.Examples.Yes) == 0 || len(d.Examples.No) == 0 {
		l.fault(file, 0, "frame "+d.ID+" lacks an example or a counter-example")
	}
	for _, s := range []string{d.If, d.Mood} {
		if s != "" && s != "keep" {
			l.fault(file, 0, "frame "+d.ID+": "+s+" is not keep")
		}
	}
	f.examples.yes, f.examples.no = d.Examples.Yes, d.Examples.No
	return f
}

// terms reads a condition: "a|b+|c-".
func (l *lexicon) terms(file string, line int, s string) anyOf {
	var out anyOf
	for w := range strings.SplitSeq(s, "|") {
		t := term{}
		if n := len(w); n > 0 {
			switch w[n-1] {
			case '+':
				t.want, w = positive, w[:n-1]
			case '-':
				t.want, w = negative, w[:n-1]
			case '^':
				t.want, w = excepted, w[:n-1]
			}
		}
		t.class = l.known(w, file, line)
		out = append(out, t)
	}
	return out
}

func (l *lexicon) outputs(file, id string, m map[string]string, facts map[string]*corpus.Fact) []output {
	var out []output
	for _, name := range sortedKeys(m) {
		fact, o, s := facts[name], output{fact: name}, m[name]
		if fact == nil {
			l.fault(file, 0, "frame "+id+" sets "+name+", which is no fact")
			continue
		}
		if w, ok := strings.CutSuffix(s, "?"); ok {
			o.tier, s = TierHedged, w
		} else if w, ok := strings.CutSuffix(s, "!"); ok {
			o.tier, s = TierAsserted, w
		}
		if s == "duration" {
			o.measured = fact.Type == corpus.TypeDuration
		} else if v, err := corpus.ParseValue(fact, s); err == nil {
			o.value = v
		}
		if !o.measured && o.value.Type == "" {
			l.fault(file, 0, "frame "+id+": "+name+" cannot be "+s)
			continue
		}
		out = append(out, o)
	}
	return out
}
