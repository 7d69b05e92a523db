package reasoning

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"yaozhi/corpus"
	"yaozhi/reasoning/facts"
)

// tree writes an explanation a line a node.
func tree(st *Step, indent string) string {
	line := indent + st.Op
	if st.Side != "" {
		line = indent + st.Side + ": " + st.Op
	}
	if st.Fact != "" {
		line += " " + st.Label.En
	}
	line += " " + string(st.Truth)
	if st.Reading != nil {
		line += fmt.Sprintf(" (%s %s)", st.Reading.Value, st.Reading.Tier)
	}
	for range st.Pins {
		line += " +"
	}
	for _, kid := range st.Children {
		line += "\n" + tree(kid, indent+"  ")
	}
	return line
}

func TestExplanation(t *testing.T) {
	k := smallChecker(t)
	for _, tt := range []struct {
		name, code string
		said       []string
		want       string
	}{
		{"a conflict needs every condition of breach", "C5", []string{"login.profile_required=true", "login.skip=false"}, `
holding true
  scope: all true
    fact profile data required at first login true (true asserted)
  breach: all true +
    not true
      fact can be skipped false (false asserted)
    not true
      fact can be refused false (false presumed)
    not true
      holding false
        any false
          fact the basic function would fail without it false (false presumed)
          fact needed by an add-on the user chose false (false presumed)`},
		{"one condition is enough to be safe", "C5", []string{"login.profile_required=true", "login.skip=true", "login.refuse=true"}, `
holding true
  scope: all true
    fact profile data required at first login true (true asserted)
  breach: all false +
    not false
      fact can be skipped true (true asserted)
  safe: any true +
    fact can be refused true (true asserted)`},
		{"what keeps it open", "C5", []string{"login.profile_required=true"}, `
holding unknown
  scope: all true
    fact profile data required at first login true (true asserted)
  breach: all unknown +
    not unknown
      fact can be skipped unknown
  safe: any unknown +
    all unknown
      fact can be skipped unknown`},
		{"a risk is shown by its evidence", "E1", []string{"share.terms_allow=true"}, `
holding unknown
  scope: all unknown
    fact gives data to affiliated products unknown
  breach: not unknown +
    fact told and asked before sharing unknown
  safe: fact told and asked before sharing unknown +
  risk: any true
    fact the terms allow sharing true (true asserted)`},
		{"a threshold is put in words", "F2", []string{"access.requested=true", "access.days=95d"}, `
holding true
  scope: all true
    holding true
      all true
        fact the requester is the person concerned true (true presumed)
        fact prima facie evidence of processing true (true presumed)
        fact handles requests for access or copies true (true asserted)
  breach: any true +
    fact time for access ≥ 90 days true (95d asserted)`},
	} {
		it := itemOf(t, said(t, k, nil, tt.said...), tt.code)
		if got := tree(it.Explanation, ""); got != strings.TrimSpace(tt.want) {
			t.Errorf("%s: %s of %q:\n%s\nwant:%s", tt.name, tt.code, tt.said, got, tt.want)
		}
	}
}

func TestBecauseAndPins(t *testing.T) {
	k := smallChecker(t)
	it := itemOf(t, said(t, k, nil, "login.profile_required=true", "login.skip=false"), "C5")
	if len(it.Because) != 2 || it.Because[0].Fact != "login.profile_required" || it.Because[1].Evidence[0] != (Evidence{1, 2, "句"}) {
		t.Errorf("because = %+v", it.Because)
	}
	if want := "[profile.needed_for_basic profile.user_chose_addon login.refuse]"; fmt.Sprint(it.Presumed) != want {
		t.Errorf("presumed = %v, want %s", it.Presumed, want)
	}
	if len(it.Pins) != 2 || it.Pins[0].For != "breach" {
		t.Errorf("the pins of a conflict do not begin with breach")
	}
	it = itemOf(t, said(t, k, nil, "login.profile_required=false"), "C5")
	if it.Pins[0].For != "safe" {
		t.Errorf("the pins of a satisfied holding do not begin with safe")
	}
}

func TestQuestions(t *testing.T) {
	k := smallChecker(t)
	cl := said(t, k, nil, "login.profile_required=true", "share.to_affiliates=true", "share.consent=true hedged")
	var got []string
	for _, q := range itemOf(t, cl, "C5").Missing {
		got = append(got, q.Fact.Name)
	}
	if fmt.Sprint(got) != "[login.skip]" {
		t.Errorf("C5 asks %v, want login.skip", got)
	}
	if q := itemOf(t, cl, "E1").Missing; len(q) != 1 || q[0].Hint == nil || q[0].Hint.Tier != facts.TierHedged {
		t.Errorf("E1 does not ask for the hedged consent with its evidence: %+v", q)
	}
	for i, q := range cl.Questions {
		if i > 0 && q.Gain > cl.Questions[i-1].Gain {
			t.Errorf("question %d tells more than the one before it", i)
		}
	}
	cl = said(t, k, nil, "profile.asked=true")
	for _, q := range itemOf(t, cl, "C3").Missing {
		if q.Fact.Name == "refusal.scope" && q.Gain <= 0 {
			t.Error("what refusal costs tells nothing about C3")
		}
	}
}

func TestRepairs(t *testing.T) {
	k := smallChecker(t)
	for _, tt := range []struct {
		name, code string
		pin        []string
		said       []string
		want       string
	}{
		{"the cheapest first", "C5", nil, []string{"login.profile_required=true", "login.skip=false"},
			"clear login.skip=true 1, clear login.refuse=true 1, clear profile.user_chose_addon=true 3, " +
				"safe login.skip=true 1, safe login.refuse=true 1, safe profile.user_chose_addon=true 3"},
		{"a pinned fact stays", "C5", []string{"login.skip", "login.refuse"}, []string{"login.profile_required=true", "login.skip=false"},
			"clear profile.user_chose_addon=true 3, safe profile.user_chose_addon=true 3"},
		{"a hidden skip", "C5", nil, []string{"login.profile_required=true", "login.skip=true", "login.skip_impaired=true"},
			"clear login.refuse=true 1, clear login.skip_impaired=false 1, clear profile.user_chose_addon=true 3, " +
				"safe login.refuse=true 1, safe login.skip_impaired=false 1, safe profile.user_chose_addon=true 3"},
		{"a period", "F2", nil, []string{"access.requested=true", "access.days=95d"},
			"clear access.days=15d 3, clear access.days=15wd 3, safe access.days=15d 3, safe access.days=15wd 3"},
		{"not sharing is safe too", "E1", nil, []string{"share.to_affiliates=true", "share.consent=false"},
			"clear share.deidentified=true 3, clear share.consent=true 3, clear share.to_affiliates=false 4, " +
				"safe share.deidentified=true 3, safe share.consent=true 3, safe share.to_affiliates=false 4"},
		{"nothing to mend", "C5", nil, []string{"login.profile_required=true", "login.skip=true"}, ""},
	} {
		cl := k.mustDecide(t, tt.pin, tt.said...)
		var got []string
		for _, p := range itemOf(t, cl, tt.code).Repairs {
			s := p.Goal
			for _, c := range p.Changes {
				s += " " + c.Fact + "=" + c.To.String()
			}
			got = append(got, fmt.Sprintf("%s %d", s, p.Cost))
			if p.Action.Zh == "" || p.Action.En == "" || strings.Contains(p.Action.Zh, "{value}") {
				t.Errorf("%s: action %+v", tt.name, p.Action)
			}
		}
		if strings.Join(got, ", ") != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, strings.Join(got, ", "), tt.want)
		}
	}
}

func (k *Checker) mustDecide(t *testing.T, pin []string, lines ...string) *Checklist {
	t.Helper()
	var rs []facts.Reading
	for _, line := range lines {
		name, value, _ := strings.Cut(line, "=")
		v, err := corpus.ParseValue(k.corpus.Fact(name), value)
		if err != nil {
			t.Fatal(err)
		}
		rs = append(rs, facts.Reading{Fact: name, Value: v, Tier: facts.TierAsserted})
	}
	return k.decide(Description{At: at, Pin: pin}, rs, nil)
}

// randomAnswers answers about half of the facts.
func randomAnswers(rng *rand.Rand, vocab []*corpus.Fact) corpus.Assignment {
	a := corpus.Assignment{}
	for _, f := range vocab {
		if rng.IntN(2) == 0 {
			continue
		}
		switch f.Type {
		case corpus.TypeBool:
			a[f.Name] = fmt.Sprint(rng.IntN(2) == 0)
		case corpus.TypeEnum:
			a[f.Name] = f.Values[rng.IntN(len(f.Values))].ID
		default:
			a[f.Name] = randomDuration(rng).String()
		}
	}
	return a
}

// TestEveryRepairReachesItsGoal carries out each repair as answers and checks again.
func TestEveryRepairReachesItsGoal(t *testing.T) {
	for name, k := range checkers(t) {
		rng := rand.New(rand.NewPCG(9, 10))
		for range 30 {
			answers := randomAnswers(rng, k.corpus.Facts)
			cl := k.answered(t, answers)
			for _, it := range cl.Items {
				for _, p := range it.Repairs {
					with := corpus.Assignment{}
					for _, c := range p.Changes {
						with[c.Fact] = c.To.String()
					}
					after := itemByID(t, k.answered(t, vary(answers, with)), it.Holding.ID)
					clear := after.Status != StatusConflict && after.Status != StatusAtRisk && !slices.Contains(after.Possible, corpus.OutcomeBreach)
					if p.Goal == GoalClear && !clear || p.Goal == GoalSafe && after.Status != StatusSatisfied {
						t.Fatalf("%s: %s %s by %v leads from %s to %s", name, it.Holding.Code, p.Goal, p.Changes, it.Status, after.Status)
					}
				}
			}
		}
	}
}

func itemByID(t *testing.T, cl *Checklist, id corpus.HoldingID) *Item {
	t.Helper()
	for _, it := range cl.Items {
		if it.Holding.ID == id {
			return it
		}
	}
	t.Fatalf("no item %s", id)
	return nil
}

func (k *Checker) answered(t testing.TB, a corpus.Assignment) *Checklist {
	t.Helper()
	d := Description{Answers: a, At: at}
	vals, err := k.validate(d)
	if err != nil && len(a) > 0 {
		t.Fatal(err)
	}
	return k.decide(d, nil, vals)
}

// TestItemsStandOnSomething holds every status to its ground: a reading, an answer
// or a named presumption.
func TestItemsStandOnSomething(t *testing.T) {
	for name, k := range checkers(t) {
		rng := rand.New(rand.NewPCG(11, 12))
		for range 100 {
			for _, it := range k.answered(t, randomAnswers(rng, k.corpus.Facts)).Items {
				settled := it.Status == StatusConflict || it.Status == StatusSatisfied
				if settled && len(it.Because) == 0 {
					t.Fatalf("%s: %s is %s because of nothing:\n%s", name, it.Holding.Code, it.Status, tree(it.Explanation, ""))
				}
				if settled && len(it.Missing) > 0 {
					t.Fatalf("%s: %s is %s and still asks", name, it.Holding.Code, it.Status)
				}
				if it.Reason == ReasonMissingFacts && len(it.Missing) == 0 {
					t.Fatalf("%s: %s misses facts and asks for none", name, it.Holding.Code)
				}
			}
		}
	}
}

func TestCloseness(t *testing.T) {
	k := smallChecker(t)
	it := itemOf(t, said(t, k, corpus.Assignment(k.corpus.Holding("forced-consent-is-invalid").CaseFacts)), "C5")
	if !it.Closeness.AtLeast || len(it.Closeness.Shared) == 0 {
		t.Errorf("the decided case is not as strong as itself: %+v", it.Closeness)
	}
	it = itemOf(t, said(t, k, nil, "login.profile_required=true", "login.skip=true"), "C5")
	if it.Closeness.AtLeast || fmt.Sprint(it.Closeness.Distinguishing) != "[login.skip]" {
		t.Errorf("a skip does not distinguish: %+v", it.Closeness)
	}
	it = itemOf(t, said(t, k, nil, "access.requested=true", "access.days=4mo"), "F2")
	if len(it.Closeness.Unknown) != 0 && it.Closeness.Unknown[0] == "access.days" {
		t.Errorf("four months are not compared with 99 days: %+v", it.Closeness)
	}
}

func TestUnusableDescriptions(t *testing.T) {
	k := smallChecker(t)
	long := strings.Repeat("秘", MaxText+1)
	for _, tt := range []struct {
		d         Description
		parameter string
	}{
		{Description{At: at}, "text"},
		{Description{Text: "秘\x00密", At: at}, "text"},
		{Description{Text: "秘\xff密", At: at}, "text"},
		{Description{Text: long, At: at}, "text"},
		{Description{Text: "秘密", At: "2024-5-1"}, "at"},
		{Description{Text: "秘密"}, "at"},
		{Description{Text: "秘密", At: at, Lang: "fr"}, "lang"},
		{Description{Text: "秘密", At: at, Answers: corpus.Assignment{"login.skpi": "true"}}, "answers.login.skpi"},
		{Description{Text: "秘密", At: at, Answers: corpus.Assignment{"login.skip": "maybe"}}, "answers.login.skip"},
		{Description{Text: "秘密", At: at, Pin: []string{"nothing"}}, "pin"},
	} {
		_, err := k.validate(tt.d)
		e, ok := errors.AsType[*DescriptionError](err)
		if !ok || !errors.Is(err, ErrDescription) || e.Parameter != tt.parameter || e.Fix == "" {
			t.Errorf("validate(%.20q …) = %v; want a DescriptionError of %s", tt.d.Text, err, tt.parameter)
			continue
		}
		if strings.Contains(err.Error(), "秘") {
			t.Errorf("the error quotes the text: %v", err)
		}
	}
}

func TestCheckerIsShared(t *testing.T) {
	k := smallChecker(t)
	want := len(k.answered(t, corpus.Assignment{"login.profile_required": "true"}).Questions)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if got := len(k.answered(t, corpus.Assignment{"login.profile_required": "true"}).Questions); got != want {
					t.Errorf("%d questions, want %d", got, want)
				}
			}
		})
	}
	wg.Wait()
}
