package judgment

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

type part struct {
	name string
	span
}

var (
	partiesMark   = regexp.MustCompile(`(?m)(?:^[\s\x{3000}]*|号[\s\x{3000}]*)(?:原告|上诉人|再审申请人|申请再审人|申请人|起诉人|公诉机关)`)
	caseMark      = regexp.MustCompile(`一案[,，。]`)
	endedMark     = regexp.MustCompile(`(?:审理|审查|复核)终结[。\n]`)
	claimsMark    = regexp.MustCompile(`诉讼请求[:：,，]|诉称[,，:：]|请求(?:依法)?判令|上诉请求[:：]|指控[,，:：]|申请再审称`)
	defenceMark   = regexp.MustCompile(`辩称[,，:：]|答辩称|未答辩|未(?:提交|作)(?:书面)?答辩|提交(?:书面)?意见称`)
	factsMark     = regexp.MustCompile(`审理查明|本院查明|经查明|经本院(?:审理)?查明|认定(?:证据和)?事实如下|确认(?:如下|以下)事实|当事人围绕诉讼请求`)
	opinionMark   = regexp.MustCompile(`本院(?:经审查|经审理|审查|再审)?认为[,，:：]`)
	issuesMark    = regexp.MustCompile(`争议(?:的)?焦点(?:问题)?(?:为|是|有)|焦点问题(?:为|是)`)
	evidenceWords = regexp.MustCompile(`证据(?:真实|予以|的真实|材料)|该(?:组|份)证据|聊天记录`)
	orderMark     = regexp.MustCompile(`(?:判决|裁定)如下[:：,，。]?[\s\x{3000}]*`)
	tailMark      = regexp.MustCompile(`如果?未按|未按本(?:判决|裁定)|(?:本案|二审|一审)?案件受理费|本案受理费|如不服本|本(?:判决|裁定)为终审|审[\s\x{00A0}\x{3000}]*判[\s\x{00A0}\x{3000}]*[长员][\s\x{00A0}\x{3000}]`)
	roleWord      = regexp.MustCompile(`(?:原告|上诉人|再审申请人|申请人)`)
)

// partsOf finds the parts by their markers, in order. A part whose marker is missing
// is missing; the parts found cover the text.
func partsOf(text string) []part {
	f := finder{text: text}
	f.head()
	f.claims()
	f.reasons()
	f.disposition()
	return f.join()
}

type finder struct {
	text   string
	starts []part // end unset
	at     int    // where the search goes on
}

// open begins a part at b, unless b lies before the part already open.
func (f *finder) open(name string, b int) {
	if n := len(f.starts); n > 0 && b < f.starts[n-1].start {
		return
	}
	f.starts = append(f.starts, part{name: name, span: span{start: b}})
	f.at = b
}

// find is the first match after f.at, before limit, or nil.
func (f *finder) find(re *regexp.Regexp, limit int) []int {
	if f.at >= limit {
		return nil
	}
	m := re.FindStringIndex(f.text[f.at:limit])
	if m == nil {
		return nil
	}
	return []int{m[0] + f.at, m[1] + f.at}
}

// sentenceStart is where the sentence around b begins, not before f.at.
func (f *finder) sentenceStart(b int) int {
	i := strings.LastIndexAny(f.text[f.at:b], "。\n\r")
	if i < 0 {
		return blanks(f.text, span{f.at, b})
	}
	i += f.at
	_, size := utf8.DecodeRuneInString(f.text[i:])
	return blanks(f.text, span{i + size, b})
}

func (f *finder) head() {
	f.open(head, 0)
	opinionAt := len(f.text)
	if m := f.find(opinionMark, len(f.text)); m != nil {
		opinionAt = m[0]
	}
	if m := f.find(partiesMark, opinionAt); m != nil {
		role := roleStart(f.text, m[0], m[1])
		f.open(parties, role)
		f.at = role
	}
	if m := f.find(caseMark, opinionAt); m != nil {
		start := f.sentenceStart(m[0])
		f.open(procedure, lastRole(f.text, start, m[0]))
		f.at = m[1]
	}
	if m := f.find(endedMark, opinionAt); m != nil {
		f.at = m[1]
	}
}

// roleStart is where the role word of a match of partiesMark begins.
func roleStart(text string, start, end int) int {
	for _, w := range []string{"原告", "再审申请人", "申请再审人", "上诉人", "申请人", "起诉人", "公诉机关"} {
		if strings.HasSuffix(text[start:end], w) {
			return end - len(w)
		}
	}
	return start
}

// lastRole is the last role word in the stretch before 一案 that a 与 or 诉 follows,
// since parties without stops may run into the sentence; else the start.
func lastRole(text string, start, end int) int {
	best := start
	for _, m := range roleWord.FindAllStringIndex(text[start:end], -1) {
		at := start + m[0]
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		if strings.ContainsRune("被审反(（、", before) {
			continue
		}
		rest := text[at:end]
		if strings.Contains(rest, "被") && strings.ContainsAny(rest, "与诉因") {
			best = at
		}
	}
	return best
}

func (f *finder) claims() {
	limit := len(f.text)
	if m := f.find(opinionMark, limit); m != nil {
		limit = m[0]
	}
	if m := f.find(claimsMark, limit); m != nil {
		f.open(claims, f.sentenceStart(m[0]))
		f.at = m[1]
	}
	if m := f.find(defenceMark, limit); m != nil {
		f.open(defence, f.sentenceStart(m[0]))
		f.at = m[1]
	}
	if m := f.find(factsMark, limit); m != nil {
		f.open(facts, f.sentenceStart(m[0]))
		f.at = m[1]
	}
}

// reasons opens the issues and the opinion.
func (f *finder) reasons() {
	limit := f.lastOrder()
	start := f.opinionStart(limit)
	if start < 0 {
		return
	}
	if m := f.find(issuesMark, start); m != nil {
		f.open(issues, f.sentenceStart(m[0]))
	}
	f.at = start
	if m := f.find(issuesMark, limit); m != nil && f.sentenceStart(m[0]) == start {
		f.open(issues, start)
		end := strings.IndexAny(f.text[m[1]:limit], "。\n")
		if end < 0 {
			return
		}
		_, size := utf8.DecodeRuneInString(f.text[m[1]+end:])
		start = blanks(f.text, span{m[1] + end + size, limit})
	}
	f.open(opinion, start)
}

// opinionStart is the first 本院认为 that begins a sentence and is not about a piece
// of evidence; -1 if there is none.
func (f *finder) opinionStart(limit int) int {
	first := -1
	for _, m := range opinionMark.FindAllStringIndex(f.text[f.at:limit], -1) {
		at := f.at + m[0]
		before, size := utf8.DecodeLastRuneInString(f.text[:at])
		if size > 0 && !strings.ContainsRune("。\n\r \u3000\u00a0！？”", before) {
			continue
		}
		if first < 0 {
			first = at
		}
		sentence := f.text[at:limit]
		if end := strings.IndexAny(sentence, "。\n"); end >= 0 {
			sentence = sentence[:end]
		}
		if !evidenceWords.MatchString(sentence) {
			return at
		}
	}
	return first
}

// lastOrder is the end of the last 判决如下, or of the text.
func (f *finder) lastOrder() int {
	all := orderMark.FindAllStringIndex(f.text[f.at:], -1)
	if len(all) == 0 {
		return len(f.text)
	}
	return f.at + all[len(all)-1][1]
}

func (f *finder) disposition() {
	end := f.lastOrder()
	if end == len(f.text) {
		return
	}
	f.open(disposition, end)
	if m := f.find(tailMark, len(f.text)); m != nil {
		f.open(tail, f.sentenceStart(m[0]))
	}
}

// join closes each part where the next begins and leaves out empty ones.
func (f *finder) join() []part {
	var parts []part
	for i, p := range f.starts {
		p.end = len(f.text)
		if i+1 < len(f.starts) {
			p.end = f.starts[i+1].start
		}
		if p.start < p.end {
			parts = append(parts, p)
		}
	}
	return parts
}
