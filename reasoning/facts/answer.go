package facts

import "strings"

// answers are what may stand before the first word of an answer.
const answerMarks = " \n\"'(|"

// answered looks behind a question for its answer: "Can it be turned off? A: No."
// It reports whether the question stays open, and if not, whether the answer
// reverses it.
func (rd *reading) answered(at int) (open, reversed bool) {
	s := strings.TrimLeft(rd.p.buf[at:], answerMarks)
	for _, mark := range []string{"a:", "答:", "answer:", "- "} {
		s = strings.TrimLeft(strings.TrimPrefix(s, mark), answerMarks)
	}
	for _, w := range []string{"no.", "no,", "no;", "no:", "no\n", "no -", "no —", "not yet", "not at the moment", "不能", "不可以", "不行", "没有。", "没有,", "不会", "不支持", "无法", "暂不", "否。", "否,", "不是"} {
		if strings.HasPrefix(s, w) {
			return false, true
		}
	}
	for _, w := range []string{"yes.", "yes,", "yes;", "yes:", "yes\n", "yes -", "yes —", "能。", "能,", "可以。", "可以,", "会。", "会,", "是的", "是。", "是,", "支持。", "支持,", "有。", "有,"} {
		if strings.HasPrefix(s, w) {
			return false, false
		}
	}
	return true, false
}

// reverse turns the polarity of every word.
func reverse(ts []token) {
	for i := range ts {
		ts[i].neg = !ts[i].neg
	}
}

// maxVerdict is the length in bytes up to which a sentence can be a mere verdict on
// the ones before it.
const maxVerdict = 60

// verdict reports whether the sentence does no more than reject what its line says
// before it: "评审未通过。", "Rejected in review."
func (s *sentence) verdict(g *grammar) bool {
	return s.end-s.start <= maxVerdict && s.words.pos.has(g.rejected) && !s.words.pos.has(g.now)
}
