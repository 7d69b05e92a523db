package judgment

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"yaozhi/corpus/cite"
)

// maxTitle bounds the title of a heading, in runes. The longest of the judgments
// looked at has 56.
const maxTitle = 70

// heading is a heading of the text: its place, its level, its path below the part,
// and its title without the mark.
type heading struct {
	span
	level int
	path  string
	title string
}

// mark is a list mark that may open a heading.
var mark = regexp.MustCompile(`([一二三四五六七八九十]{1,3})、|[(（]([一二三四五六七八九十]{1,3})[)）]|(\d{1,2})[.．、]`)

// firstChild is a mark that opens a list one level down.
var firstChild = regexp.MustCompile(`[(（]一[)）]|1[.．、]`)

// findHeadings finds the headings within s: marks that stand where a sentence or a
// heading has just ended, count on from the mark before at their level, and have a
// title that can be told from what follows. known are titles seen before.
func findHeadings(text string, s span, known []string) []heading {
	var out []heading
	count := [4]int{}
	label := [4]string{}
	at, fresh := s.start, true // fresh: a heading or the part has just ended or begun at at
	for at < s.end {
		m := mark.FindStringSubmatchIndex(text[at:s.end])
		if m == nil {
			break
		}
		start, end := at+m[0], at+m[1]
		level, number := levelOf(text[at:s.end], m)
		if number != count[level]+1 || !(fresh && start == at || afterSentence(text, start)) {
			at, fresh = skipMark(text, start), false
			continue
		}
		stop := titleEnd(text, span{end, s.end}, level, known)
		if stop < 0 {
			at, fresh = end, false
			continue
		}
		count[level], label[level] = number, pathLabel(level, number)
		for l := level + 1; l < len(count); l++ {
			count[l], label[l] = 0, ""
		}
		title := strings.TrimSpace(text[end:stop])
		out = append(out, heading{span{start, stop}, level, joinLabels(label[1:]), title})
		known = append(known, title)
		at, fresh = stop, true
	}
	return out
}

// skipMark is the place after the first rune of a mark that opens no heading.
func skipMark(text string, start int) int {
	_, size := utf8.DecodeRuneInString(text[start:])
	return start + size
}

func levelOf(s string, m []int) (level, number int) {
	for level = 1; level <= 3; level++ {
		if m[2*level] >= 0 {
			number, _ = cite.ParseNumeral(s[m[2*level]:m[2*level+1]])
			return level, number
		}
	}
	return 1, 0
}

func pathLabel(level, number int) string {
	switch level {
	case 1:
		return cite.Numeral(number)
	case 2:
		return "(" + cite.Numeral(number) + ")"
	}
	return strconv.Itoa(number)
}

func joinLabels(labels []string) string {
	var parts []string
	for _, l := range labels {
		if l != "" {
			parts = append(parts, l)
		}
	}
	return strings.Join(parts, "/")
}

// afterSentence reports whether a sentence, a lead-in or a line ends right before b.
func afterSentence(text string, b int) bool {
	before := strings.TrimRight(text[:b], " \u3000\u00a0\t")
	if strings.HasSuffix(before, "查明，") || strings.HasSuffix(before, "查明,") {
		return true
	}
	r, size := utf8.DecodeLastRuneInString(before)
	return size == 0 || strings.ContainsRune("。！？!?:：\n\r”", r)
}

// titleEnd is where the title that begins at s.start ends, in bytes, or -1 if no
// title can be told from what follows.
func titleEnd(text string, s span, level int, known []string) int {
	window := firstRunes(text[s.start:s.end], maxTitle)
	if r, _ := utf8.DecodeRuneInString(window); strings.ContainsRune("“”\"‘0123456789", r) || window == "" {
		return -1
	}
	if n := lineTitle(text[s.start:s.end], window); n > 0 {
		return s.start + n
	}
	if n := sentenceTitle(window); n > 0 {
		return s.start + n
	}
	clause := window
	if i := strings.IndexAny(clause, "。；;:：\n"); i >= 0 {
		clause = clause[:i]
	}
	if m := firstChild.FindStringIndex(clause); m != nil && m[0] > 0 && level < 3 {
		return s.start + m[0]
	}
	best := 0
	for _, k := range known {
		if len(k) > best && strings.HasPrefix(window, k) && k != "" {
			best = len(k)
		}
	}
	if best > 0 {
		return s.start + best
	}
	if n := runOn(clause); n > 0 {
		return s.start + n
	}
	return -1
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// lineTitle is the length of a title that has its line, or a stretch up to a blank,
// to itself: with the line break or blank.
func lineTitle(s, window string) int {
	i := strings.IndexAny(window, "\n\r")
	if i < 0 {
		i = strings.IndexAny(window, " \u3000")
	}
	if i < 0 && len(window) == len(s) {
		i = len(window)
	}
	if i <= 0 || strings.ContainsAny(strings.TrimSuffix(window[:i], "。"), "。；;:：,，") {
		return 0
	}
	rest := strings.TrimLeft(s[i:], "\n\r \u3000\u00a0\t")
	return len(s) - len(rest)
}

// questionWords mark a sentence that names a question.
var questionWords = regexp.MustCompile(`^关于|是否|问题|如何|何者`)

// sentenceTitle is the length of a title that is a short sentence: 关于…的问题。
func sentenceTitle(window string) int {
	i := strings.Index(window, "。")
	if i < 0 || utf8.RuneCountInString(window[:i]) > 45 || strings.ContainsAny(window[:i], ",，;；:：") {
		return 0
	}
	if !questionWords.MatchString(window) || runOn(window[:i]) > 0 {
		return 0
	}
	return i + len("。")
}

// opener is a word with which the text after a title begins. A title that runs on
// ends where one of the nouns of endings meets it.
var opener = regexp.MustCompile(`^(?:(?:原告|被告|第三人|上诉人)[^的是]|根据|依据|依照|围绕|针对|《|如前|前文|前述|上文|第一[,，]|首先[,，]|本院|本案|双方|当事人|经|庭审|鉴于|对于|对此|按照|我国|由于)`)

// endings are nouns with which titles end.
const endings = " 事实 行为 情况 梳理 信息 副本 道歉 损失 的侵害 权益 成立 问题 请求 责任 效力 依据 性质 认定 范围 期限 金额 数额 标准 义务 违约 侵权 适用 关系 主体 资格 利息 费用 过错 时效 管辖 支持 合法 有效 意见 证据 赔偿 处理 隐私权 名誉权 "

// endsTitle reports whether s ends with one of endings, which have two or three
// characters.
func endsTitle(s string) bool {
	const han = len("问")
	for _, n := range []int{2 * han, 3 * han} {
		if len(s) >= n && strings.Contains(endings, " "+s[len(s)-n:]+" ") {
			return true
		}
	}
	return false
}

// runOn is the length of a title that runs into the text after it, or 0. A title
// with a comma in it must be a question.
func runOn(clause string) int {
	for i := range clause {
		if i < len("关于") || !endsTitle(clause[:i]) || !opener.MatchString(clause[i:]) {
			continue
		}
		title := clause[:i]
		if strings.ContainsAny(title, ",，") && !strings.Contains(title, "是否") {
			return 0
		}
		return i
	}
	return 0
}

// issueItem is an item of the list of issues.
var issueItem = regexp.MustCompile(`(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、])([^;；。\n]+)`)

// issueTexts lists the issues that a list names: they come again as headings.
func issueTexts(s string) []string {
	var texts []string
	for _, m := range issueItem.FindAllStringSubmatch(s, -1) {
		texts = append(texts, strings.TrimRight(strings.TrimSpace(m[1]), "？?"))
	}
	return texts
}
