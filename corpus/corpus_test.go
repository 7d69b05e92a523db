package corpus

import (
	"io/fs"
	"path"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

const ruling = "2021-jing0491-minchu-5094"

func load(t testing.TB) *Corpus {
	t.Helper()
	c, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestData holds the embedded corpus to every rule.
func TestData(t *testing.T) {
	for _, p := range load(t).Lint() {
		t.Error(p)
	}
}

// TestEveryQuoteIsHeldVerbatim puts a character into each quotation in turn: its
// words are not found any more, and the line of the pin is the line of the words.
func TestEveryQuoteIsHeldVerbatim(t *testing.T) {
	c := load(t)
	for _, h := range c.Holdings {
		for _, p := range h.Quotes {
			exact := p.Exact
			at := len(exact) / 2
			for at > 0 && exact[at]&0xC0 == 0x80 {
				at--
			}
			changed := *p
			changed.Exact = exact[:at] + "龘" + exact[at:]
			c.rulings[string(h.Ruling)].locate(&changed)
			if changed.found != 0 {
				t.Errorf("%s:%d: a changed quotation is found", h.File, p.Line)
			}
			if line := lineText(c.files[h.File], p.Line); !strings.Contains(line, "text:") && !strings.Contains(line, "for:") {
				t.Errorf("%s:%d: the pin is not on this line: %s", h.File, p.Line, line)
			}
		}
	}
}

func lineText(s string, n int) string {
	ls := strings.Split(s, "\n")
	if n < 1 || n > len(ls) {
		return ""
	}
	return ls[n-1]
}

// TestChangedQuoteIsReported does the same through the file.
func TestChangedQuoteIsReported(t *testing.T) {
	c := load(t)
	h := c.Holdings[0]
	p := h.Quotes[0]
	fsys := fstest.MapFS{}
	for name, data := range c.files {
		fsys[name] = &fstest.MapFile{Data: []byte(data)}
	}
	data := strings.Replace(c.files[h.File], p.Exact, p.Exact[:len(p.Exact)-3]+"龘", 1)
	fsys[h.File] = &fstest.MapFile{Data: []byte(data)}
	broken, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range broken.Lint() {
		if problem.File == h.File && problem.Line == p.Line {
			return
		}
	}
	t.Errorf("no problem at %s:%d", h.File, p.Line)
}

func TestLookUps(t *testing.T) {
	c := load(t)
	r := c.Ruling(ruling)
	if r == nil {
		t.Fatalf("no ruling %s", ruling)
	}
	for _, s := range []string{"（2021）京0491民初5094号", "(2021)京0491民初5094号", "〔２０２１〕京0491民初5094号", "2021京0491民初5094"} {
		if c.Ruling(s) != r {
			t.Errorf("Ruling(%q) is another", s)
		}
	}
	if c.Ruling("（2021）京0491民初5095号") != nil || c.Ruling("") != nil {
		t.Error("Ruling finds what is not here")
	}
	h := c.Holding("forced-profiling-consent-is-invalid")
	if h == nil || c.Holding("C5") != h || c.Holding("c5") != h || c.Holding(ruling+":C5") != h {
		t.Error("C5 is not found by slug and code")
	}
	if c.Holding("Z9") != nil || c.Holding("other:C5") != nil {
		t.Error("Holding finds what is not here")
	}
	if f := c.Fact("login.skip"); f == nil || f.Type != TypeBool {
		t.Errorf("Fact(login.skip) = %+v", f)
	}
	if c.Fact("none.such") != nil || c.Topic("none") != nil || c.Passage(r.ID, "理由/九.9") != nil {
		t.Error("a look-up finds what is not here")
	}
}

func TestProvisions(t *testing.T) {
	c := load(t)
	want := c.Provision("民法典/1035/1/1")
	if want == nil {
		t.Fatal("no 民法典/1035/1/1")
	}
	for _, s := range []string{"民法典1035条第一款第一项", "《中华人民共和国民法典》第一千零三十五条第（一）项", "Civil Code art. 1035(1)(1)"} {
		if got := c.Provision(s); got != want {
			t.Errorf("Provision(%q) = %v", s, got)
		}
	}
	for _, tt := range []struct{ path, lang, want string }{
		{"民法典/1035/1/1", "zh", "《民法典》第1035条第1款第1项"},
		{"民法典/1035/1/1", "en", "Civil Code art. 1035(1)(1)"},
		{"民法典/998", "zh", "《民法典》第998条"},
		{"个人信息安全规范/3.1", "zh", "《个人信息安全规范》第3.1条"},
	} {
		if got := c.ProvisionName(tt.path, tt.lang); got != tt.want {
			t.Errorf("ProvisionName(%q, %q) = %q; want %q", tt.path, tt.lang, got, tt.want)
		}
	}
	if len(c.HoldingsOn("民法典/1035")) < len(c.HoldingsOn("民法典/1035/1/1")) || len(c.HoldingsOn("民法典/1035")) == 0 {
		t.Error("the holdings on an article are those on its parts too")
	}
}

func TestPassagesAndPins(t *testing.T) {
	c := load(t)
	r := c.Ruling(ruling)
	runes := []rune(r.Text)
	for _, p := range r.Passages {
		if c.Passage(r.ID, p.ID) != p || r.PassageAt(p.Start) != p || r.PassageAt(p.End-1) != p {
			t.Errorf("passage %s is not found by id and place", p.ID)
		}
		if len(p.Headings) != strings.Count(string(p.ID), "/")-b2i(p.Heading) {
			t.Errorf("passage %s has the headings %q", p.ID, p.Headings)
		}
	}
	if r.PassageAt(-1) != nil || r.PassageAt(len(runes)) != nil {
		t.Error("PassageAt finds a passage outside the text")
	}
	for _, h := range c.Holdings {
		for _, p := range h.Quotes {
			if string(runes[p.Start:p.End]) != p.Exact || !strings.HasSuffix(string(runes[:p.Start]), p.Prefix) || !strings.HasPrefix(string(runes[p.End:]), p.Suffix) {
				t.Errorf("%s:%d: the pin is not at its place", h.File, p.Line)
			}
			found := false
			for _, at := range c.HoldingsAt(r.PassageAt(p.Start)) {
				found = found || at == h
			}
			if !found {
				t.Errorf("%s:%d: HoldingsAt its passage lacks %s", h.File, p.Line, h.Code)
			}
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestCitation(t *testing.T) {
	c := load(t)
	r := c.Ruling(ruling)
	p := c.Passage(r.ID, "理由/一/(二)/2.3")
	if p == nil {
		t.Fatal("no such passage")
	}
	want := "北京互联网法院（2021）京0491民初5094号民事判决书，理由/一/(二)/2.3，[" + strconv.Itoa(p.Number) + "]"
	if got := r.Citation(p, "zh"); got != want {
		t.Errorf("Citation = %s; want %s", got, want)
	}
	if got := r.Citation(nil, "en"); !strings.HasPrefix(got, "Beijing Internet Court, ") {
		t.Errorf("Citation(nil, en) = %s", got)
	}
}

func TestParseValue(t *testing.T) {
	days := &Fact{Name: "access.days", Type: TypeDuration}
	scope := &Fact{Name: "refusal.scope", Type: TypeEnum, Values: []EnumValue{{ID: "whole"}, {ID: "none"}}}
	skip := &Fact{Name: "login.skip", Type: TypeBool}
	for _, tt := range []struct {
		f    *Fact
		in   string
		want Value
	}{
		{skip, "true", Bool(true)}, {skip, "false", Bool(false)}, {scope, "whole", Enum("whole")},
		{days, "15d", Duration(15, Days)}, {days, "15wd", Duration(15, WorkingDays)}, {days, "3mo", Duration(3, Months)}, {days, "48h", Duration(48, Hours)},
		{skip, "yes", Value{}}, {skip, "", Value{}}, {scope, "half", Value{}}, {days, "15", Value{}}, {days, "d", Value{}}, {days, "-1d", Value{}}, {days, "9999999d", Value{}},
	} {
		got, err := ParseValue(tt.f, tt.in)
		if got != tt.want || (err != nil) != (tt.want == Value{}) {
			t.Errorf("ParseValue(%s, %q) = %+v, %v; want %+v", tt.f.Name, tt.in, got, err, tt.want)
		}
		if err == nil && got.String() != tt.in {
			t.Errorf("ParseValue(%q).String() = %q", tt.in, got)
		}
	}
}

func TestRevisionFollowsTheData(t *testing.T) {
	fsys := base(t)
	one, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	fsys["published.txt"].Data = append(fsys["published.txt"].Data, '\n')
	two, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if len(one.Revision) != 12 || one.Revision == two.Revision {
		t.Errorf("revisions %s and %s", one.Revision, two.Revision)
	}
}

func TestWordsExist(t *testing.T) {
	check := func(name string, got Text) {
		if !hasHan(got.Zh) || got.En == "" || hasHan(got.En) {
			t.Errorf("%s has the words %+v", name, got)
		}
	}
	for _, p := range Parts {
		check(string(p), p.Title())
	}
	for _, w := range Weights {
		check(string(w), w.Title())
		check(string(w), w.Explain())
	}
	for _, s := range []Speaker{SpeakerPlaintiff, SpeakerDefendant, SpeakerCourtFinding, SpeakerCourtReasoning, SpeakerCourtOrder, SpeakerRecord} {
		check(string(s), s.Title())
	}
	for _, u := range []Use{UseTest, UseTopic, UseLawyer} {
		check(string(u), u.Title())
	}
}

// FuzzHolding gives a holding's file any content: Load ends, and each fault names
// the file and a line in it.
func FuzzHolding(f *testing.F) {
	c := load(f)
	f.Add(c.files[c.Holdings[0].File])
	f.Add("---\nid: [\n---\n")
	f.Add("---\nscope: {any: [a, {not: {b: {ge: 1d}}}]}\n---\n# 中文\n")
	files := map[string]string{}
	for _, name := range []string{"facts.yaml", "topics.yaml"} {
		files[name] = c.files[name]
	}
	f.Fuzz(func(t *testing.T, data string) {
		const file = "rulings/x/holdings/A1-x.md"
		fsys := fstest.MapFS{"rulings/x/text.txt": {Data: []byte("本院认为,甲。")}, file: {Data: []byte(data)}}
		for name, data := range files {
			fsys[name] = &fstest.MapFile{Data: []byte(data)}
		}
		c, err := Load(fsys)
		if err == nil {
			c.Lint()
			return
		}
		for line := range strings.SplitSeq(err.Error(), "\n") {
			if strings.HasPrefix(line, "rulings/x/") && !strings.HasPrefix(line, file+":") {
				t.Errorf("a fault of another file: %s", line)
			}
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Embedded(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLint(b *testing.B) {
	c := load(b)
	for b.Loop() {
		c.Lint()
	}
}

// TestFilesCanBeNamed keeps names to what every system and embed can carry.
func TestFilesCanBeNamed(t *testing.T) {
	err := fs.WalkDir(embedded, ".", func(name string, _ fs.DirEntry, err error) error {
		if base := path.Base(name); strings.Trim(base, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._") != "" {
			t.Errorf("%s: letters, digits, - . _ only", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
