package cite

import (
	"slices"
	"strings"
	"testing"
)

func knownName(s string) bool {
	return slices.Contains([]string{"pipl", "civil code", "prc civil code", "code", "gb/t 35273-2020", "个人信息保护法", "law", "personal information protection law"}, s)
}

func TestFindEnglish(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"what does article 13 of PIPL say", "pipl/13"},
		{"what does Article 13 of the PIPL say?", "pipl/13"},
		{"does Civil Code art. 1035 require consent", "civil code/1035"},
		{"does the PRC Civil Code, article 1035(1), require consent", "prc civil code/1035/1"}, // the longest name
		{"is paragraph 1 of article 1035 of the Civil Code enough", "civil code/1035/1"},
		{"Civil Code § 1035, paragraph 1, item 3 on processing", "civil code/1035/1/3"},
		{"the PIPL's article 13.", "pipl/13"},
		{"consent under article 13 of the Personal Information Protection Law of China", "personal information protection law/13"},
		{"see articles 13 and 14 of PIPL", "pipl/13 pipl/14"},
		{"article 13 or article 14 of PIPL", "pipl/13 pipl/14"},
		{"PIPL art. 13, art. 14 and Civil Code art. 1035", "pipl/13 pipl/14 civil code/1035"},
		{"article 13 of PIPL and article 1035 of the Civil Code", "pipl/13 civil code/1035"},
		{"article 13 of PIPL, again article 13 of PIPL", "pipl/13"},
		{"clause: GB/T 35273-2020 section 5.4", "gb/t 35273-2020/5.4"},
		{"article 13 of 个人信息保护法怎么说", "个人信息保护法/13"},
		{"个人信息保护法 article 13怎么说", "个人信息保护法/13"},
		{"article 13 of the contract", ""},
		{"PIPL says in its article 13", ""},
		{"party 3 of PIPL", ""},
		{"part 3 of PIPL", ""},
		{"Barcode article 5", ""}, // no known name begins inside a word
		{"article 13th of PIPL", ""},
		{"article 13 of pipls", ""},
		{"articles 1-9999 of PIPL", ""},
		{"", ""},
	} {
		var paths []string
		for _, r := range FindEnglish(tt.in, knownName) {
			paths = append(paths, r.Path())
		}
		if got := strings.Join(paths, " "); got != tt.want {
			t.Errorf("FindEnglish(%q) = %s; want %s", tt.in, got, tt.want)
		}
	}
}

func FuzzFindEnglish(f *testing.F) {
	for _, s := range []string{"what does article 13 of PIPL say", "does Civil Code art. 1035(1) or art. 5 hold", "个人信息保护法 §13"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, r := range FindEnglish(s, knownName) {
			if !knownName(r.Law) || r.Article == "" {
				t.Fatalf("FindEnglish(%q) has %+v", s, r)
			}
		}
		asked := 0
		FindEnglish(s, func(name string) bool {
			if asked++; len([]rune(name)) > maxName {
				t.Fatalf("FindEnglish(%q) asks for %q", s, name)
			}
			return true
		})
	})
}
