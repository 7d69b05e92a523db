package judgment

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the goldens")

const ruling = "../rulings/2021-jing0491-minchu-5094/text.txt"

func TestSplit(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := outline(t, string(a.Files[0].Data))
			if *update {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := string(a.Files[1].Data); got != want {
				t.Errorf("%s\ngot:\n%s\nwant:\n%s", a.Comment, got, want)
			}
		})
	}
}

// outline writes a segment a line: path, speaker, words.
func outline(t *testing.T, text string) string {
	t.Helper()
	segments, err := Split(text)
	if err != nil {
		t.Fatal(err)
	}
	runes := []rune(text)
	var b strings.Builder
	for _, s := range segments {
		kind := s.Speaker
		if s.Heading {
			kind = fmt.Sprintf("heading %d", s.Level)
		}
		fmt.Fprintf(&b, "%s [%s] %q\n", s.Path, kind, string(runes[s.Start:s.End]))
	}
	return b.String()
}

// The headings of the ruling run into the text, with no break and no stop.
var rulingHeadings = []string{
	"事实/一 一、关于原被告主体基本情况",
	"事实/一/(一) (一)关于原告主体基本情况",
	"事实/一/(二) (二)关于被告主体基本情况",
	"事实/二 二、关于被控侵权行为相关的事实",
	"事实/二/(一) (一)关于第一项被控侵权行为",
	"事实/二/(一)/1 1.关于原告主张的事实",
	"事实/二/(一)/2 2.关于被告抗辩的事实",
	"事实/二/(一)/3 3.双方当事人针对第一项侵权行为的意见梳理",
	"事实/二/(二) (二)关于第二项被控侵权行为",
	"事实/二/(二)/1 1.关于原告主张的事实",
	"事实/二/(二)/2 2.双方当事人针对第二项侵权行为的意见梳理",
	"事实/二/(三) (三)关于第三项被控侵权行为",
	"事实/二/(三)/1 1.关于原告主张的事实",
	"事实/二/(三)/2 2.关于被告抗辩的事实",
	"事实/二/(三)/3 3.双方当事人针对第三项侵权行为的意见梳理",
	"事实/三 三、关于原告诉讼请求相关的其他事实",
	"事实/三/(一) (一)关于查阅复制个人信息",
	"事实/三/(二) (二)关于停止侵权、删除个人信息和赔礼道歉",
	"事实/三/(三) (三)关于赔偿损失",
	"理由/一 一、被控侵权行为是否侵犯原告隐私权和个人信息权益",
	"理由/一/(一) (一)关于第一项被控侵权行为",
	"理由/一/(一)/1 1.单独的手机号是否构成个人信息",
	"理由/一/(一)/2 2.被告是否存在收集原告手机号、分配对应账户和密码、发送短信的行为",
	"理由/一/(一)/3 3.前述行为是否侵犯原告个人信息权益",
	"理由/一/(一)/4 4.上述行为是否构成对原告隐私权的侵害",
	"理由/一/(二) (二)关于第二项被控侵权行为",
	"理由/一/(二)/1 1.原告登录过程提交的职业类型、学龄阶段、英语水平、学习目的等用户画像信息是否构成个人信息",
	"理由/一/(二)/2 2.被告在用户首次登录过程收集用户画像信息,进而以自动化决策方式进行信息推送是否侵害原告个人信息权益",
	"理由/一/(三) (三)关于第三项被控侵权行为",
	"理由/一/(三)/1 1.账户密码信息和订单信息是否属于个人信息",
	"理由/一/(三)/2 2.被告将上述信息同步给关联产品的行为是否构成对原告个人信息的侵害",
	"理由/二 二、原告主张的各项诉讼请求是否成立",
	"理由/二/(一) (一)关于查询和复制个人信息副本",
	"理由/二/(二) (二)关于停止侵权、删除信息和赔礼道歉",
	"理由/二/(三) (三)关于赔偿损失",
}

func TestRulingHeadings(t *testing.T) {
	segments, runes := splitRuling(t)
	var got []string
	for _, s := range segments {
		if s.Heading {
			got = append(got, s.Path+" "+string(runes[s.Start:s.End]))
		}
	}
	if strings.Join(got, "\n") != strings.Join(rulingHeadings, "\n") {
		t.Errorf("headings:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(rulingHeadings, "\n"))
	}
}

func TestRulingPassages(t *testing.T) {
	segments, runes := splitRuling(t)
	count := map[string]int{}
	for _, s := range segments {
		count[s.Part]++
		if s.End-s.Start > maxPassage {
			t.Errorf("%s has %d runes", s.Path, s.End-s.Start)
		}
		words := string(runes[s.Start:s.End])
		if s.Part == disposition && !orderItem.MatchString(words) {
			t.Errorf("%s is no item of the disposition: %s", s.Path, words)
		}
	}
	if count[disposition] != 6 {
		t.Errorf("%d items of the disposition; want 6", count[disposition])
	}
	for _, part := range []string{head, parties, procedure, claims, defence, facts, issues, opinion, tail} {
		if count[part] == 0 {
			t.Errorf("no part %s", part)
		}
	}
}

func TestRulingSpeakers(t *testing.T) {
	segments, runes := splitRuling(t)
	for _, tt := range []struct{ words, part, speaker string }{
		{"7.判令被告赔偿原告损失", claims, plaintiff},
		{"涉案手机号是由被告合作的线下体验店所收集。", defence, defendant},
		{"并无“跳过”选项", facts, courtFinding},
		{"原告主张登录过程收集的内容为画像标签信息", facts, plaintiff},
		{"再者,上述信息是原告主动填写", facts, defendant},
		{"被告则认为其并无侵害原告生活安宁的主观故意", opinion, defendant},
		{"原告主张只要实施未经允许的短信发送行为", opinion, plaintiff},
		{"被告抗辩上述信息是原告为取证输入的信息", opinion, defendant},
		{"识别特定自然人并不一定要求达到知晓该自然人的姓名的程度", opinion, courtReasoning},
		{"不能被认定为有效同意", opinion, courtReasoning},
		{"三、被告北京大生知行科技有限公司于本判决生效之日起删除", disposition, courtOrder},
		{"案件受理费300元", tail, record},
	} {
		found := false
		for _, s := range segments {
			if words := string(runes[s.Start:s.End]); strings.Contains(words, tt.words) {
				found = true
				if s.Part != tt.part || s.Speaker != tt.speaker {
					t.Errorf("%q: %s by %s; want %s by %s", tt.words, s.Part, s.Speaker, tt.part, tt.speaker)
				}
			}
		}
		if !found {
			t.Errorf("%q is in no passage whole", tt.words)
		}
	}
}

func splitRuling(t *testing.T) ([]Segment, []rune) {
	t.Helper()
	text, err := os.ReadFile(ruling)
	if err != nil {
		t.Fatal(err)
	}
	segments, err := Split(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return segments, []rune(string(text))
}

func FuzzSplit(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(a.Files[0].Data))
	}
	f.Add("经审理查明，一、(一)1.“问？”。本院认为，判决如下：一、")
	f.Fuzz(func(t *testing.T, text string) {
		segments, err := Split(text)
		if err != nil {
			if !errors.Is(err, ErrEncoding) || utf8.ValidString(text) {
				t.Fatal(err)
			}
			return
		}
		at, seen := 0, map[string]bool{}
		for _, s := range segments {
			if s.Start != at || s.End <= s.Start || seen[s.Path] {
				t.Fatalf("segment %+v after %d", s, at)
			}
			at = s.End
			seen[s.Path] = true
		}
		if n := utf8.RuneCountInString(text); at != n {
			t.Fatalf("segments end at %d of %d", at, n)
		}
	})
}

func BenchmarkSplit(b *testing.B) {
	text, err := os.ReadFile(ruling)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := Split(string(text)); err != nil {
			b.Fatal(err)
		}
	}
}
