package cite

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// ProvisionRef names a provision 条款项 of an instrument. Zero means not named.
type ProvisionRef struct {
	Law       string // as written, folded; without 《》 and "the"
	Article   string // "1035"; "3.1" in a standard; "253-1" for 第二百五十三条之一
	Paragraph int    // 款
	Item      int    // 项
}

const (
	maxSpan       = 100 // provisions a range such as 第一条至第九条 may stand for
	maxProvisions = 500 // provisions one citation may name
)

var (
	pathForm   = regexp.MustCompile(`^([^/]+)/(\d+(?:\.\d+)*(?:-\d+)?)(?:/(\d+))?(?:/(\d+))?$`)
	dottedForm = regexp.MustCompile(`^(.*?)(\d+(?:\.\d+)*)$`)
)

// instrumentTail ends the name of an instrument. A number without 条 or "art." is a
// provision only after such a name: 民法典1035, but not 文书12.
var instrumentTail = regexp.MustCompile(`(?:.(?:法典|法|条例|规定|解释|办法|细则|规范|标准|决定|规则|意见|批复|答复|纪要|通则|准则|指南|要求|公约|协定|修正案)` +
	`| (?:law|code|act|regulations?|rules|provisions|measures|interpretation|specification|standard|constitution|convention)` +
	`|^(?:pipl|gdpr)|》)(?:\([^()]*\))?$`)

// notInstrument are words that end in 法 and name no law.
var notInstrument = regexp.MustCompile(`^(?:方法|算法|做法|办法|看法|想法|用法|说法|写法|语法|无法|违法|非法|合法|立法|司法|执法)$`)

// standardTail ends the name of a standard, whose clauses are numbered with dots.
var standardTail = regexp.MustCompile(`(?:规范|标准|指南|要求|specification|standard)(?:\([^()]*\))?$|^gb/t`)

// ParseProvision reads one provision with its instrument: a path (民法典/1035/1/1),
// Chinese (《民法典》第一千零三十五条第一款第一项, 民法典1035条, 民法典§1035), dots
// (民法典1035.1.1; in a standard, whose name ends in 规范 or 标准, dots belong to the
// number of the clause) or English (Civil Code art. 1035(1)(1), Article 1035,
// paragraph 1 of the Civil Code). The instrument's name is kept as written, folded;
// whether it exists is for the corpus to say. A citation of several provisions is
// an error; ParseProvisions reads it.
func ParseProvision(s string) (ProvisionRef, error) {
	refs, err := ParseProvisions(s)
	if err != nil {
		return ProvisionRef{}, err
	}
	if len(refs) > 1 {
		return ProvisionRef{}, fmt.Errorf("cite: %q names %d provisions", s, len(refs))
	}
	return refs[0], nil
}

// ParseProvisions reads one or more provisions of one instrument, in the order of
// the citation: what ParseProvision reads, and lists and ranges of these in Chinese
// (民法典第1035、1036条, 第一条第一、三款, 第一项至第三项) and English (Civil Code
// arts. 1034, 1035; Articles 13 to 15 of PIPL). It gives at least one, or an error.
func ParseProvisions(s string) ([]ProvisionRef, error) {
	t := spaced(s)
	if m := pathForm.FindStringSubmatch(t); m != nil {
		return one(provision(s, m[1], m[2], m[3], m[4]))
	}
	if refs, ok, err := englishProvisions(s, t); ok {
		return refs, err
	}
	t = compact(t)
	if m := chineseForm.FindStringSubmatch(t); m != nil {
		return chineseProvisions(s, m[1], m[2])
	}
	m := dottedForm.FindStringSubmatch(t)
	if m == nil || !instrumentTail.MatchString(m[1]) || notInstrument.MatchString(m[1]) {
		return nil, fmt.Errorf("cite: %q names no provision", s)
	}
	return one(dotted(s, m[1], m[2]))
}

func one(ref ProvisionRef, err error) ([]ProvisionRef, error) {
	if err != nil {
		return nil, err
	}
	return []ProvisionRef{ref}, nil
}

// spaced folds s and sets single blanks between its words and around §.
func spaced(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(FoldString(s), "§", " § ")), " ")
}

// compact drops the blanks that do not stand between two words in Latin letters.
func compact(t string) string {
	var b strings.Builder
	for i := range len(t) {
		if t[i] == ' ' && (i == 0 || i+1 == len(t) || !latin(t[i-1]) || !latin(t[i+1])) {
			continue
		}
		b.WriteByte(t[i])
	}
	return b.String()
}

func latin(c byte) bool { return 'a' <= c && c <= 'z' }

// dotted is the provision of a number with dots: article, paragraph and item, or
// the clause of a standard.
func dotted(s, law, number string) (ProvisionRef, error) {
	if standardTail.MatchString(lawName(law)) {
		return provision(s, law, number, "", "")
	}
	parts := append(strings.SplitN(number, ".", 3), "", "")
	return provision(s, law, parts[0], parts[1], parts[2])
}

func articleNumber(n, sub string) (string, error) {
	if strings.Contains(n, ".") {
		return n, nil
	}
	article, err := ParseNumeral(n)
	if err != nil {
		return "", err
	}
	if sub == "" {
		return strconv.Itoa(article), nil
	}
	k, err := ParseNumeral(sub)
	return fmt.Sprintf("%d-%d", article, k), err
}

func provision(s, law, article, paragraph, item string) (ProvisionRef, error) {
	p := ProvisionRef{Law: lawName(law), Article: article}
	for _, n := range []struct {
		to *int
		s  string
	}{{&p.Paragraph, paragraph}, {&p.Item, item}} {
		if n.s == "" {
			continue
		}
		v, err := ParseNumeral(n.s)
		if err != nil || v == 0 {
			return ProvisionRef{}, fmt.Errorf("cite: %q: %q is no paragraph or item", s, n.s)
		}
		*n.to = v
	}
	if !isName(p.Law) {
		return ProvisionRef{}, fmt.Errorf("cite: %q names no instrument", s)
	}
	return p, nil
}

// lawName strips title marks and a bracket after the title.
func lawName(s string) string {
	s = strings.Trim(s, "/")
	if strings.HasPrefix(s, "《") {
		s = strings.TrimPrefix(s, "《")
		if i := strings.LastIndex(s, "》"); i >= 0 {
			s = s[:i]
		}
	}
	return strings.Trim(s, "《》 /")
}

// isName reports whether law can be the name of an instrument: § never stands in one.
func isName(law string) bool { return law != "" && !strings.Contains(law, "§") }

// Path is the corpus's way to write the provision: 民法典/1035/1/1. An item named
// without its paragraph is taken to stand in the first, as it does in an article of
// one paragraph.
func (p ProvisionRef) Path() string {
	path := p.Law + "/" + p.Article
	switch {
	case p.Item > 0:
		return fmt.Sprintf("%s/%d/%d", path, max(p.Paragraph, 1), p.Item)
	case p.Paragraph > 0:
		return fmt.Sprintf("%s/%d", path, p.Paragraph)
	}
	return path
}
