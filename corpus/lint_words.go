package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Sections of a holding's body, in order.
var (
	sectionsZh = []string{"问题", "规则", "理由", "界限", "实务提示"}
	sectionsEn = []string{"Question", "Rule", "Why", "Limits", "In practice"}
)

// bodies: a holding's body has every section, in order, in both languages.
func (l *linter) bodies() {
	for _, h := range l.c.Holdings {
		l.sections(h.File, "# 中文", h.Body.Zh, sectionsZh)
		l.sections(h.File, "# English", h.Body.En, sectionsEn)
	}
}

func (l *linter) sections(file, top, body string, want []string) {
	line := l.lineOf(file, top)
	if body == "" {
		l.add(file, line, "the body has no %s", top)
		return
	}
	var got []string
	for s := range strings.SplitSeq("\n"+body, "\n## ") {
		title, text, _ := strings.Cut(s, "\n")
		if len(got) == 0 && strings.TrimSpace(title) == "" {
			continue
		}
		got = append(got, strings.TrimSpace(title))
		if strings.TrimSpace(text) == "" {
			l.add(file, line, "%s: section %s is empty", top, title)
		}
	}
	if !slices.Equal(got, want) {
		l.add(file, line, "%s: sections are %s; want %s", top, strings.Join(got, ", "), strings.Join(want, ", "))
	}
}

// masked: no file of ours repeats a name that the ruling masks in one place. The
// list has hashes, "N:hex", of names of N runes, so that it does not repeat them.
func (l *linter) masked() {
	for _, r := range l.c.Rulings {
		for _, m := range r.Masked {
			n, sum, ok := strings.Cut(m, ":")
			length, err := strconv.Atoi(n)
			if !ok || err != nil || length < 2 || len(sum) != 2*sha256.Size {
				l.add(r.File, l.lineOf(r.File, m), "masked: write the length of the name in runes, a colon and its SHA-256 in hex")
				continue
			}
			for _, file := range slices.Sorted(maps.Keys(l.c.files)) {
				if path.Base(file) != "text.txt" {
					l.maskedIn(file, length, sum)
				}
			}
		}
	}
}

func (l *linter) maskedIn(file string, length int, sum string) {
	for i, line := range strings.Split(l.c.files[file], "\n") {
		runes := []rune(line)
		for at := 0; at+length <= len(runes); at++ {
			if !unicode.Is(unicode.Han, runes[at]) {
				continue
			}
			got := sha256.Sum256([]byte(string(runes[at : at+length])))
			if hex.EncodeToString(got[:]) == sum {
				l.add(file, i+1, "repeats a name that the ruling masks")
			}
		}
	}
}
