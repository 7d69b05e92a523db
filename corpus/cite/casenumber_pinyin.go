package cite

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// pinyinNumber is a case number in letters without blanks: (2021)jing0491minchuno.5094.
var pinyinNumber = regexp.MustCompile(`^\(?(\d{4})\)?(zuigaofa|[a-z]{1,6}?)(\d{2}(?:\d{2})?)?` +
	`(zhiminchu|zhiminzhong|min(?:chu|zhong|zai|shen|te|xia|xiazhong)|zhi(?:hui|yi|fu|jian|bao)?|xing(?:chu|zhong|zai|shen))` +
	`,?(?:no\.?|number|#)?(\d{1,9})(?:hao)?$`)

// pinyinCourts are the readings, without tones, of the characters that begin the
// code of a court. Where two share one, the reading names neither.
const pinyinCourts = " jing=京 jin=津晋 ji=冀吉 nei=内 liao=辽 hei=黑 hu=沪 su=苏 zhe=浙 wan=皖 min=闽 gan=赣甘" +
	" lu=鲁 yu=豫渝 e=鄂 xiang=湘 yue=粤 gui=桂贵 qiong=琼 chuan=川 yun=云 zang=藏 shan=陕 shaan=陕" +
	" qing=青 ning=宁 xin=新 bing=兵 jun=军 "

// pinyinTypes are the words of types by their readings; xing is 刑 and 行.
const pinyinTypes = " minchu=民初 minzhong=民终 minzai=民再 minshen=民申 minte=民特 minxia=民辖 minxiazhong=民辖终" +
	" zhiminchu=知民初 zhiminzhong=知民终 zhi=执 zhihui=执恢 zhiyi=执异 zhifu=执复 zhijian=执监 zhibao=执保 "

// pinyinCaseNumber reads a case number in letters, folded and without blanks. A
// reading that stands for more than one court or type is an error.
func pinyinCaseNumber(s, t string) (CaseNumber, error) {
	m := pinyinNumber.FindStringSubmatch(t)
	if m == nil {
		return CaseNumber{}, fmt.Errorf("cite: %q is no case number", s)
	}
	court := "最高法"
	if m[2] != "zuigaofa" {
		court = reading(pinyinCourts, m[2])
		if utf8.RuneCountInString(court) != 1 {
			return CaseNumber{}, fmt.Errorf("cite: %q: %q names no single court (%s)", s, m[2], court)
		}
	} else if m[3] != "" {
		return CaseNumber{}, fmt.Errorf("cite: %q: the Supreme Court has no number", s)
	}
	typ := reading(pinyinTypes, m[4])
	if typ == "" {
		return CaseNumber{}, fmt.Errorf("cite: %q: %q may be 刑 or 行", s, m[4])
	}
	return caseNumber(s, []string{t, m[1], court + m[3], typ, m[5], ""}, false)
}

// reading is what stands for key in a list such as pinyinCourts; "" if nothing does.
func reading(list, key string) string {
	_, rest, ok := strings.Cut(list, " "+key+"=")
	if !ok {
		return ""
	}
	value, _, _ := strings.Cut(rest, " ")
	return value
}
