package cite

import (
	"regexp"
	"slices"
	"strings"
)

// Tier is the rank of an instrument among the sources of law, as its title tells it.
type Tier string

// Tiers, highest first: the Constitution and the basic laws that the National
// People's Congress itself enacts (宪法 art. 62(3)), other laws, judicial
// interpretations, regulations and rules; decisions that amend another instrument
// stand apart.
const (
	TierBasicLaw       Tier = "basic-law"
	TierLaw            Tier = "law"
	TierInterpretation Tier = "interpretation"
	TierRegulation     Tier = "regulation"
	TierAmendment      Tier = "amendment"
)

// basicLaws are the codes and the laws of procedure that courts apply in every
// kind of case.
var basicLaws = []string{"宪法", "民法典", "刑法", "民事诉讼法", "刑事诉讼法", "行政诉讼法"}

var (
	lawTitle   = regexp.MustCompile(`(法典|法|通则)$`)
	titleTail  = regexp.MustCompile(`\s*\([^()]*\)$`)
	amendTitle = regexp.MustCompile(`修改.*决定$|修正案`)
)

// TierOf is the tier that the title of an instrument tells, 《》 or not. An
// instrument of unknown form counts as a regulation.
func TierOf(title string) Tier {
	t := strings.Trim(titleTail.ReplaceAllString(strings.TrimSpace(FoldString(title)), ""), "《》")
	t = strings.TrimPrefix(t, "中华人民共和国")
	t, _, _ = strings.Cut(t, "·")
	switch {
	case amendTitle.MatchString(t):
		return TierAmendment
	case slices.Contains(basicLaws, t):
		return TierBasicLaw
	case strings.HasPrefix(t, "最高人民法院") || strings.HasPrefix(t, "最高人民检察院"):
		return TierInterpretation
	case lawTitle.MatchString(t):
		return TierLaw
	}
	return TierRegulation
}
