package cite

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// ProvisionRef names a provision 条款项 of an instrument. Zero means not named.
type ProvisionRef struct {
	Law       string // as written, without 《》
	Article   string // "1035"; "3.1" in a standard; "253-1" for 第二百五十三条之一
	Paragraph int    // 款
	Item      int    // 项
}

const num = `[\d零〇一二三四五六七八九十百千两]+`

var (
	pathForm    = regexp.MustCompile(`^([^/]+)/(\d+(?:\.\d+)*(?:-\d+)?)(?:/(\d+))?(?:/(\d+))?$`)
	chineseForm = regexp.MustCompile(`^(.*?)(?:第)?(` + num + `(?:\.\d+)*)条(?:之(` + num + `))?(?:第?(` + num + `)款)?(?:第?\(?(` + num + `)\)?项)?(?:的规定|之规定|规定)?$`)
	dottedForm  = regexp.MustCompile(`^(.*?)(\d+(?:\.\d+)*)$`)
	englishForm = regexp.MustCompile(`^(.+?),?\s+art(?:icle|\.)?\s*(\d+)(?:\((\d+)\))?(?:\((\d+)\))?$`)
)

// ParseProvision reads a provision with its instrument: a path (民法典/1035/1/1),
// Chinese (《民法典》第一千零三十五条第一款第一项, 民法典1035条), dots
// (民法典1035.1.1; in a standard, whose name ends in 规范 or 标准, dots belong to the
// number of the clause) or English (Civil Code art. 1035(1)(1)). The instrument's
// name is kept as written, folded; whether it exists is for the corpus to say.
func ParseProvision(s string) (ProvisionRef, error) {
	t := strings.TrimSpace(FoldString(s))
	if m := pathForm.FindStringSubmatch(t); m != nil {
		return provision(s, m[1], m[2], m[3], m[4])
	}
	if m := englishForm.FindStringSubmatch(t); m != nil {
		return provision(s, m[1], m[2], m[3], m[4])
	}
	t = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, t)
	if m := chineseForm.FindStringSubmatch(t); m != nil {
		article, err := articleNumber(m[2], m[3])
		if err != nil {
			return ProvisionRef{}, fmt.Errorf("cite: %q: %w", s, err)
		}
		return provision(s, m[1], article, m[4], m[5])
	}
	m := dottedForm.FindStringSubmatch(t)
	if m == nil {
		return ProvisionRef{}, fmt.Errorf("cite: %q names no provision", s)
	}
	law := lawName(m[1])
	if strings.HasSuffix(law, "规范") || strings.HasSuffix(law, "标准") {
		return provision(s, law, m[2], "", "")
	}
	parts := append(strings.SplitN(m[2], ".", 3), "", "")
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
	if p.Law == "" {
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
