package reasoning

import (
	"math/rand/v2"
	"strings"
	"testing"

	"yaozhi/corpus"
	"yaozhi/reasoning/facts"
)

// decodeReadings makes readings out of bytes, three for each: fact, value, tier.
func decodeReadings(vocab []*corpus.Fact, data []byte) []facts.Reading {
	tiers := []facts.Tier{facts.TierAsserted, facts.TierConditional, facts.TierHedged, facts.TierPlanned}
	var out []facts.Reading
	for i := 0; i+2 < len(data); i += 3 {
		f, n := vocab[int(data[i])%len(vocab)], int(data[i+1])
		var v corpus.Value
		switch f.Type {
		case corpus.TypeBool:
			v = corpus.Bool(n%2 == 0)
		case corpus.TypeEnum:
			v = corpus.Enum(f.Values[n%len(f.Values)].ID)
		default:
			v = corpus.Duration(n/4, []corpus.Unit{corpus.Days, corpus.WorkingDays, corpus.Months, corpus.Hours}[n%4])
		}
		at := len(out)
		out = append(out, facts.Reading{Fact: f.Name, Value: v, Tier: tiers[int(data[i+2])%len(tiers)], Start: at, End: at + 1})
	}
	return out
}

func statuses(cl *Checklist) string {
	byCode := map[string]Status{}
	for _, it := range cl.Items {
		byCode[it.Holding.Code] = it.Status
	}
	var b strings.Builder
	for _, code := range sortedKeys(byCode) {
		b.WriteString(code + " " + string(byCode[code]) + "\n")
	}
	return b.String()
}

// holdTo checks what every checklist must be, whatever was read.
func holdTo(t *testing.T, k *Checker, rs []facts.Reading) {
	t.Helper()
	d := Description{Text: strings.Repeat("句", len(rs)), At: at}
	cl := k.decide(d, rs, nil)
	total := 0
	for _, n := range cl.Summary {
		total += n
	}
	if total != len(cl.Items) || len(cl.Items) != len(k.rules) {
		t.Errorf("%d items, summary of %d, %d rules", len(cl.Items), total, len(k.rules))
	}
	for i, it := range cl.Items {
		if i > 0 && rank(cl.Items[i-1].Status) > rank(it.Status) {
			t.Errorf("%s comes after a better status", it.Holding.Code)
		}
		if it.Status == StatusConflict && (len(it.Possible) != 1 || it.Possible[0] != corpus.OutcomeBreach) {
			t.Errorf("%s is in conflict with %v possible", it.Holding.Code, it.Possible)
		}
		asserted := false
		for _, r := range it.Because {
			asserted = asserted || r.Tier == facts.TierAsserted
			if len(r.Evidence) == 0 {
				t.Errorf("%s rests on %s without evidence", it.Holding.Code, r.Fact)
			}
		}
		if (it.Status == StatusConflict || it.Status == StatusSatisfied) && !asserted {
			t.Errorf("%s is %s and nothing asserted says so", it.Holding.Code, it.Status)
		}
	}
	rng := rand.New(rand.NewPCG(15, uint64(len(rs))))
	shuffled := append(append([]facts.Reading{}, rs...), rs...)
	rng.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	if got, want := statuses(k.decide(d, shuffled, nil)), statuses(cl); got != want {
		t.Errorf("readings doubled and in another order give\n%s\nnot\n%s", got, want)
	}
}

func FuzzDecide(f *testing.F) {
	k := smallChecker(f)
	f.Add([]byte{12, 0, 0, 13, 1, 0})
	f.Add([]byte{19, 0, 0, 19, 0, 3, 22, 1, 2})
	f.Add([]byte{27, 60, 0, 27, 31, 0, 23, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 150 {
			holdTo(t, k, decodeReadings(k.corpus.Facts, data))
		}
	})
}

func TestEveryChecklist(t *testing.T) {
	for name, k := range checkers(t) {
		t.Run(name, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(17, 18))
			for range 300 {
				data := make([]byte, 3*(1+rng.IntN(25)))
				for i := range data {
					data[i] = byte(rng.IntN(256))
				}
				holdTo(t, k, decodeReadings(k.corpus.Facts, data))
				if t.Failed() {
					return
				}
			}
		})
	}
}
