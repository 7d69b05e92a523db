package cite

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFoldWords(t *testing.T) {
	for _, tt := range []struct{ traditional, simplified string }{
		{"賬號", "账号"},
		{"註冊", "注册"},
		{"線下", "线下"},
		{"綫下", "线下"},
		{"說明", "说明"},
		{"説明", "说明"},
		{"因為", "因为"},
		{"因爲", "因为"},
		{"證據", "证据"},
		{"証據", "证据"},
		{"祕密", "秘密"},
		{"秘密", "秘密"},
		{"畫像", "画像"},
		{"勾選", "勾选"},
		{"徵得同意", "征得同意"},
		{"隱私權", "隐私权"},
		{"個人資訊", "个人资讯"}, // a synonym of 个人信息, which folding does not know
		{"簡訊", "简讯"},
		{"條款", "条款"},
		{"聯繫", "联系"},
		{"關係", "关系"},
		{"後台", "后台"},
		{"後臺", "后台"},
		{"應用程式", "应用程式"},
		{"委託", "委托"},
		{"諮詢", "咨询"},
		{"蒐集", "搜集"},
		{"合夥", "合伙"},
		{"羣組裏的訊息", "群组里的讯息"},
		{"牴觸", "抵触"},
		{"恢復、複製、答覆", "恢复、复制、答覆"},
		{"衞生", "卫生"},
		{"著作權", "著作权"}, // 著 is a word of its own: only 權 changes
		{"乾坤", "乾坤"},
		{"瞭望", "瞭望"},
	} {
		if got := FoldString(tt.traditional); got != tt.simplified {
			t.Errorf("FoldString(%q) = %q; want %q", tt.traditional, got, tt.simplified)
		}
	}
}

func TestSimplifiedTable(t *testing.T) {
	last := rune(0)
	for line := range strings.Lines(simplifiedData) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		pair := []rune(strings.TrimSpace(line))
		if len(pair) != 2 || pair[0] <= last || pair[0] == pair[1] {
			t.Errorf("simplified.txt: %q is no pair, or not after %c", line, last)
			continue
		}
		last = pair[0]
		once := FoldString(string(pair[0]))
		if once != string(pair[1]) {
			t.Errorf("FoldString(%c) = %s; want %c", pair[0], once, pair[1])
		}
		if twice := FoldString(once); twice != once {
			t.Errorf("FoldString(%c) = %s, which folds to %s", pair[0], once, twice)
		}
		if r := FoldRune(pair[0]); string(r) != once || utf8.RuneLen(r) != 3 {
			t.Errorf("FoldRune(%c) = %c; want %s", pair[0], r, once)
		}
	}
}
