package cite

import (
	"strings"
	"testing"
)

func TestParseProvision(t *testing.T) {
	item := ProvisionRef{Law: "民法典", Article: "1035", Paragraph: 1, Item: 1}
	itemEn := ProvisionRef{Law: "civil code", Article: "1035", Paragraph: 1, Item: 1}
	for _, tt := range []struct {
		in   string
		want ProvisionRef
		err  bool
	}{
		{in: "民法典/1035/1/1", want: item},
		{in: "民法典1035条第一款第一项", want: item},
		{in: "民法典第1035条第1款第（1）项", want: item},
		{in: "《民法典》第一千零三十五条第一款第(一)项的规定", want: item},
		{in: "《民法典》第一千零三十五条第（一）项", want: ProvisionRef{Law: "民法典", Article: "1035", Item: 1}},
		{in: "民法典1035.1", want: ProvisionRef{Law: "民法典", Article: "1035", Paragraph: 1}},
		{in: "民法典 1035.1.1", want: item},
		{in: "民法典1035", want: ProvisionRef{Law: "民法典", Article: "1035"}},
		{in: "Civil Code art. 1035(1)(1)", want: ProvisionRef{Law: "civil code", Article: "1035", Paragraph: 1, Item: 1}},
		{in: "个人信息安全规范/3.1", want: ProvisionRef{Law: "个人信息安全规范", Article: "3.1"}},
		{in: "《个人信息安全规范》第3.1条", want: ProvisionRef{Law: "个人信息安全规范", Article: "3.1"}},
		{in: "个人信息安全规范3.1", want: ProvisionRef{Law: "个人信息安全规范", Article: "3.1"}},
		{in: "刑法第二百五十三条之一第一款", want: ProvisionRef{Law: "刑法", Article: "253-1", Paragraph: 1}},
		{in: "《中華人民共和國民法典》第九百九十八條", want: ProvisionRef{Law: "中华人民共和国民法典", Article: "998"}},
		{in: "民法典§1035", want: ProvisionRef{Law: "民法典", Article: "1035"}},
		{in: "《民法典》 § 1035(1)(1)", want: item},
		{in: "Article 1035 of the Civil Code", want: ProvisionRef{Law: "civil code", Article: "1035"}},
		{in: "article 1035(1) of the Civil Code", want: ProvisionRef{Law: "civil code", Article: "1035", Paragraph: 1}},
		{in: "Article 1035, paragraph 1, item 1 of the Civil Code", want: itemEn},
		{in: "Item (1), paragraph 1 of Article 1035 of the Civil Code", want: itemEn},
		{in: "Art. 13 of PIPL", want: ProvisionRef{Law: "pipl", Article: "13"}},
		{in: "Art. 13 of the 个人信息保护法", want: ProvisionRef{Law: "个人信息保护法", Article: "13"}},
		{in: "PIPL art 13", want: ProvisionRef{Law: "pipl", Article: "13"}},
		{in: "PIPL 13", want: ProvisionRef{Law: "pipl", Article: "13"}},
		{in: "the PIPL, art.13", want: ProvisionRef{Law: "pipl", Article: "13"}},
		{in: "Civil Code 1035.1.1", want: itemEn},
		{in: "Civil Code art. 1035.1", want: ProvisionRef{Law: "civil code", Article: "1035", Paragraph: 1}},
		{in: "Civil Code article 1035 paragraph 1", want: ProvisionRef{Law: "civil code", Article: "1035", Paragraph: 1}},
		{in: "Civil Code, Article 1035, paragraph 1, item 1", want: itemEn},
		{in: "Civil Code art. 1035(1), item 1", want: itemEn},
		{in: "Civil Code § 1035(1)", want: ProvisionRef{Law: "civil code", Article: "1035", Paragraph: 1}},
		{in: "Civil Code s. 1035", want: ProvisionRef{Law: "civil code", Article: "1035"}},
		{in: "Civil Code section 1035", want: ProvisionRef{Law: "civil code", Article: "1035"}},
		{in: "Criminal Law art. 253-1", want: ProvisionRef{Law: "criminal law", Article: "253-1"}},
		{in: "Personal Information Security Specification § 3.1", want: ProvisionRef{Law: "personal information security specification", Article: "3.1"}},
		{in: "最高人民法院关于适用《中华人民共和国合同法》若干问题的解释（二）21", want: ProvisionRef{Law: "最高人民法院关于适用《中华人民共和国合同法》若干问题的解释(二)", Article: "21"}},
		{in: "《九民纪要》100", want: ProvisionRef{Law: "九民纪要", Article: "100"}},
		{in: "计算机信息系统安全保护条例 3", want: ProvisionRef{Law: "计算机信息系统安全保护条例", Article: "3"}},
		{in: "第一千条", err: true},
		{in: "民法典", err: true},
		{in: "", err: true},
		{in: "1035", err: true},
		{in: "§ 1035", err: true},
		{in: "art. 5", err: true},
		{in: "Article 5", err: true},
		{in: "the article 5", err: true},
		{in: "part 3", err: true},
		{in: "part 3 of the story", err: true},
		{in: "start 3", err: true},
		{in: "article of the Civil Code", err: true},
		{in: "Article 5th of the Civil Code", err: true},
		{in: "Civil Code art. 1035(1), paragraph 2", err: true}, // two paragraphs
		{in: "文书12", err: true},
		{in: "公告3", err: true},
		{in: "规定3", err: true},
		{in: "方法2", err: true},
		{in: "law 3", err: true},
		{in: "flaw 3", err: true},
		{in: "民法典第1035、1036条", err: true},                       // several
		{in: "民法典第五条、个人信息保护法第十三条", err: true},                   // two instruments
		{in: "Articles 1034 and 1035 of Civil Code", err: true}, // several
	} {
		got, err := ParseProvision(tt.in)
		if got != tt.want || (err != nil) != tt.err {
			t.Errorf("ParseProvision(%q) = %+v, %v; want %+v, error %t", tt.in, got, err, tt.want, tt.err)
		}
	}
	if got := (ProvisionRef{Law: "民法典", Article: "1033", Item: 1}).Path(); got != "民法典/1033/1/1" {
		t.Errorf("an item without its paragraph has the path %s", got)
	}
}

func TestParseProvisions(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want string // paths; empty for an error
	}{
		{"民法典/1035/1", "民法典/1035/1"},
		{"民法典第1035、1036条", "民法典/1035 民法典/1036"},
		{"《民法典》第九百九十五条、第一千条等规定", "民法典/995 民法典/1000"},
		{"民法典第一千零三十二条、一千零三十三条、一千零三十四条", "民法典/1032 民法典/1033 民法典/1034"},
		{"刑法第六十七条第一、三款", "刑法/67/1 刑法/67/3"},
		{"刑法第六十七条第一款、第三款", "刑法/67/1 刑法/67/3"},
		{"合同法第五十二条第（二）、（三）项", "合同法/52/1/2 合同法/52/1/3"},
		{"刑事诉讼法第一百八十条第一款第一项至第三项", "刑事诉讼法/180/1/1 刑事诉讼法/180/1/2 刑事诉讼法/180/1/3"},
		{"刑法第一百八十条第一款第一至三项", "刑法/180/1/1 刑法/180/1/2 刑法/180/1/3"},
		{"刑法第二百三十六条第一款第㈡项", "刑法/236/1/2"},
		{"刑法第二百二十四条之一、第二百二十六条第一款", "刑法/224-1 刑法/226/1"},
		{"个人信息保护法第十三条至第十五条", "个人信息保护法/13 个人信息保护法/14 个人信息保护法/15"},
		{"个人信息保护法第13-15条", "个人信息保护法/13 个人信息保护法/14 个人信息保护法/15"},
		{"民法典第1035条第一款第一项和第三项、第二款", "民法典/1035/1/1 民法典/1035/1/3 民法典/1035/2"},
		{"《个人信息安全规范》第3.1、5.2条", "个人信息安全规范/3.1 个人信息安全规范/5.2"},
		{"Articles 1034 and 1035 of the Civil Code", "civil code/1034 civil code/1035"},
		{"Civil Code arts. 1034, 1035(1) & 1036", "civil code/1034 civil code/1035/1 civil code/1036"},
		{"PIPL §§ 13-15", "pipl/13 pipl/14 pipl/15"},
		{"Articles 13 to 15 and 29 of PIPL", "pipl/13 pipl/14 pipl/15 pipl/29"},
		{"第1035、1036条", ""},
		{"articles 13 and 14", ""},
		{"民法典第15至13条", ""},
		{"民法典第1至9999条", ""},
		{"PIPL arts. 1-9999", ""},
		{"PIPL art. 13 and 14 users", ""},
		{"民法典第五条、个人信息保护法第十三条", ""},
	} {
		refs, err := ParseProvisions(tt.in)
		var paths []string
		for _, r := range refs {
			paths = append(paths, r.Path())
		}
		if got := strings.Join(paths, " "); got != tt.want || (err != nil) != (tt.want == "") {
			t.Errorf("ParseProvisions(%q) = %s, %v; want %s", tt.in, got, err, tt.want)
		}
	}
}

func FuzzParseProvision(f *testing.F) {
	for _, s := range []string{"民法典/1035/1/1", "《民法典》第一千零三十五条第（一）项", "个人信息安全规范3.1", "Civil Code art. 5(1)", "民法典§5", "Article 5, paragraph 1 of the Civil Code", "民法典第五条"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParseProvision(s)
		if err != nil || strings.ContainsAny(p.Law, "/《》.") || strings.Contains(p.Law, "art") {
			return
		}
		if again, err := ParseProvision(p.Path()); err != nil || again.Path() != p.Path() {
			t.Fatalf("%q is %s, which reads as %s, %v", s, p.Path(), again.Path(), err)
		}
	})
}

func FuzzParseProvisions(f *testing.F) {
	for _, s := range []string{"民法典第1035、1036条", "刑法第六十七条第一、三款", "PIPL arts. 13-15, 29(1)", "刑法第一条第一款第一项至第三项"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		refs, err := ParseProvisions(s)
		if (err == nil) != (len(refs) > 0) || len(refs) > maxProvisions+maxSpan {
			t.Fatalf("ParseProvisions(%q) = %d provisions, %v", s, len(refs), err)
		}
		for _, r := range refs {
			if r.Law != refs[0].Law || r.Law == "" || r.Article == "" {
				t.Fatalf("ParseProvisions(%q) has %+v", s, r)
			}
		}
	})
}
