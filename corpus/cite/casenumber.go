package cite

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// CaseNumber is a case number 案号 under 法〔2015〕137号, or the older form with 字第.
type CaseNumber struct {
	Year   int
	Court  string // code of the court: 京0491, 最高法; before 2016 its short name
	Type   string // 民初; with a special court's character before it: 知民终
	Serial int
	Sub    int  // 号之一 = 1; 0 for none
	Old    bool // the form with 字第
}

// The new form; brackets may be missing. After folding and without blanks.
var newNumber = regexp.MustCompile(`^\(?(\d{4})\)?(最高法|\p{Han}\d{2}(?:\d{2})?|\p{Han})(\p{Han}{1,4})(\d{1,9})号?(?:之(\p{Han}{1,3}|\d{1,3}))?$`)

// The form before 2016.
var oldNumber = regexp.MustCompile(`^\(?(\d{4})\)?(\p{Han}{1,6}?)((?:民|刑|行|执|商|知|经|赔|审|督|破|立)\p{Han}{0,4}?)字第(\d{1,9})号?(?:之(\p{Han}{1,3}|\d{1,3}))?$`)

// The words a number's type may start with; tells 案号 from 文号 (法释〔2017〕20号).
const typeWords = "民刑行执赔知破商司强督催认协请仲调保财诉特非清引"

// ParseCaseNumber reads a case number in any spelling: full or half width, any
// brackets or none, with blanks, and in letters ((2021) Jing 0491 Min Chu No. 5094)
// where their reading leaves no choice: Jin (津, 晋) and Xing (刑, 行) do. A document
// number (文号) or a number without a year is an error.
func ParseCaseNumber(s string) (CaseNumber, error) {
	t := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, FoldString(s))
	if m := oldNumber.FindStringSubmatch(t); m != nil {
		return caseNumber(s, m, true)
	}
	m := newNumber.FindStringSubmatch(t)
	if m == nil {
		return pinyinCaseNumber(s, t)
	}
	if !strings.ContainsRune(typeWords, []rune(m[3])[0]) || strings.Contains(m[3], "字") {
		return CaseNumber{}, fmt.Errorf("cite: %q is no case number", s)
	}
	return caseNumber(s, m, false)
}

func caseNumber(s string, m []string, old bool) (CaseNumber, error) {
	year, err := strconv.Atoi(m[1])
	if err != nil || year < 1949 || year > 2100 {
		return CaseNumber{}, fmt.Errorf("cite: %q has no year of a case number", s)
	}
	serial, err := strconv.Atoi(m[4])
	if err != nil || serial == 0 {
		return CaseNumber{}, fmt.Errorf("cite: %q has no serial of a case number", s)
	}
	n := CaseNumber{Year: year, Court: m[2], Type: m[3], Serial: serial, Old: old}
	if m[5] != "" {
		n.Sub, err = ParseNumeral(m[5])
		if err != nil || n.Sub == 0 {
			return CaseNumber{}, fmt.Errorf("cite: %q: %q is no sub-number", s, m[5])
		}
	}
	return n, nil
}

// String is the normal form, with full-width brackets: （2021）京0491民初5094号.
func (n CaseNumber) String() string {
	between := ""
	if n.Old {
		between = "字第"
	}
	s := fmt.Sprintf("（%d）%s%s%s%d号", n.Year, n.Court, n.Type, between, n.Serial)
	if n.Sub > 0 {
		s += "之" + Numeral(n.Sub)
	}
	return s
}

// ID is the number in letters for names of files and addresses:
// 2021-jing0491-minchu-5094. A character without a known reading becomes its code
// point, so that numbers that differ have IDs that differ.
func (n CaseNumber) ID() string {
	typ := letters(n.Type)
	if n.Old {
		typ += "zi"
	}
	id := fmt.Sprintf("%d-%s-%s-%d", n.Year, letters(n.Court), typ, n.Serial)
	if n.Sub > 0 {
		id += "-" + strconv.Itoa(n.Sub)
	}
	return id
}

func letters(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch i := strings.Index(readings, " "+string(r)+"="); {
		case r < 0x80:
			b.WriteRune(r)
		case i < 0:
			fmt.Fprintf(&b, "u%x", r)
		default:
			rest := readings[i+len(" 京="):]
			b.WriteString(rest[:strings.IndexByte(rest, ' ')])
		}
	}
	return b.String()
}

// readings of the characters of court codes and type words. Two characters of one
// kind that share a reading are told apart by a letter, for IDs must not meet.
const readings = " 京=jing 津=jin 冀=ji 晋=shanxi 内=nei 辽=liao 吉=jilin 黑=hei 沪=hu 苏=su 浙=zhe 皖=wan 闽=min" +
	" 赣=gan 鲁=lu 豫=yu 鄂=e 湘=xiang 粤=yue 桂=gui 琼=qiong 渝=yuzhou 川=chuan 贵=guizhou 云=yun 藏=zang 陕=shaan" +
	" 甘=gansu 青=qing 宁=ning 新=xin 兵=bing 军=jun 最=zui 高=gao 法=fa" +
	" 民=min 刑=xing 行=hang 执=zhi 赔=pei 知=zhishi 破=po 商=shang 初=chu 终=zhong 申=shen 再=zai 监=jian 辖=xia" +
	" 特=te 更=geng 他=ta 保=bao 督=du 催=cui 调=diao 撤=che 抗=kang 提=ti 清=qingsuan 财=cai 恢=hui 异=yi 复=fu 协=xie "
