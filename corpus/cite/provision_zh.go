package cite

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

const (
	num     = `[\d零〇一二三四五六七八九十百千两]+`
	number  = `第?\(?` + num + `(?:\.\d+)*\)?`
	sepWord = `以及|、|,|和|及|与|或|` + rangeWords
	numbers = number + `(?:(?:` + sepWord + `)` + number + `)*`
	level   = `(?:条(?:之` + num + `)?|款|项)`

	rangeWords = `至|到|-|—|~`
)

var (
	chineseForm  = regexp.MustCompile(`^(.*?)(` + numbers + `条(?:之` + num + `)?(?:(?:` + sepWord + `)?` + numbers + level + `)*)(?:等?[的之]?规定|等)?$`)
	chineseGroup = regexp.MustCompile(`(` + sepWord + `)?(` + numbers + `)(条|款|项)(?:之(` + num + `))?`)
	chineseNum   = regexp.MustCompile(`(` + sepWord + `)?第?\(?(` + num + `(?:\.\d+)*)\)?`)

	// anotherLaw is the citation of one instrument before that of a second.
	anotherLaw = regexp.MustCompile(`第` + num + `条.*(?:、|,|和|及|与|或)`)
)

// chineseProvisions reads a list of 条, 款 and 项. A level that follows another
// refines it, one that follows its own kind continues it: 第一条第一、三款、第二条.
func chineseProvisions(s, law, list string) ([]ProvisionRef, error) {
	if anotherLaw.MatchString(law) {
		return nil, fmt.Errorf("cite: %q names more than one instrument", s)
	}
	var refs []ProvisionRef
	for _, m := range chineseGroup.FindAllStringSubmatch(list, -1) {
		ns, err := listNumbers(m[1], m[2], m[4], lastNumber(refs, m[3]))
		if err != nil {
			return nil, fmt.Errorf("cite: %q: %w", s, err)
		}
		if m[3] == "条" {
			for _, n := range ns {
				refs = append(refs, ProvisionRef{Law: lawName(law), Article: n})
			}
		} else if refs, err = refine(refs, m[3], ns); err != nil {
			return nil, fmt.Errorf("cite: %q: %w", s, err)
		}
		if len(refs) > maxProvisions {
			return nil, fmt.Errorf("cite: %q names too many provisions", s)
		}
	}
	if len(refs) == 0 || !isName(refs[0].Law) {
		return nil, fmt.Errorf("cite: %q names no instrument", s)
	}
	return refs, nil
}

// lastNumber is the number of the last provision at a level; "" if it has none.
func lastNumber(refs []ProvisionRef, level string) string {
	if len(refs) == 0 {
		return ""
	}
	switch last := refs[len(refs)-1]; {
	case level == "条" && last.Paragraph == 0:
		return last.Article
	case level == "款" && last.Paragraph > 0 && last.Item == 0:
		return strconv.Itoa(last.Paragraph)
	case level == "项" && last.Item > 0:
		return strconv.Itoa(last.Item)
	}
	return ""
}

// refine gives the last of refs the paragraphs or items ns, or adds them to its own.
func refine(refs []ProvisionRef, level string, ns []string) ([]ProvisionRef, error) {
	last := refs[len(refs)-1]
	if level == "款" && last.Paragraph == 0 && last.Item == 0 || level == "项" && last.Item == 0 {
		refs = refs[:len(refs)-1]
	}
	for _, s := range ns {
		n, err := ParseNumeral(s)
		if err != nil || n == 0 {
			return nil, fmt.Errorf("%q is no paragraph or item", s)
		}
		p := last
		if level == "款" {
			p.Paragraph, p.Item = n, 0
		} else {
			p.Item = n
		}
		refs = append(refs, p)
	}
	return refs, nil
}

// listNumbers reads the numbers of one level: 一、三, 一至三. sep stands before them
// and last is the number before that; sub is the 之一 after them.
func listNumbers(sep, list, sub, last string) ([]string, error) {
	var out []string
	all := chineseNum.FindAllStringSubmatch(list, -1)
	for i, m := range all {
		if i > 0 {
			sep = m[1]
			last = out[len(out)-1]
		}
		after := ""
		if i == len(all)-1 {
			after = sub
		}
		n, err := articleNumber(m[2], after)
		if err != nil {
			return nil, err
		}
		if sep != "" && strings.Contains(rangeWords, sep) {
			between, err := span(last, n)
			if err != nil {
				return nil, err
			}
			out = append(out, between...)
		}
		out = append(out, n)
	}
	return out, nil
}

// span lists the whole numbers between two.
func span(from, to string) ([]string, error) {
	a, err := strconv.Atoi(from)
	if err != nil {
		return nil, fmt.Errorf("%q begins no range", from)
	}
	b, err := strconv.Atoi(to)
	if err != nil || b <= a || b-a > maxSpan {
		return nil, fmt.Errorf("%s to %s is no range of at most %d", from, to, maxSpan)
	}
	var out []string
	for n := a + 1; n < b; n++ {
		out = append(out, strconv.Itoa(n))
	}
	return out, nil
}
