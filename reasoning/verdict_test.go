package reasoning

import (
	"strings"
	"testing"

	"yaozhi/corpus"
)

func TestStatus(t *testing.T) {
	k := smallChecker(t)
	for _, tt := range []struct {
		name string
		said []string
		want string // code status [reason]
	}{
		{"silence does not engage", nil, "C5 not-engaged"},
		{"a fact of breach alone does not engage", []string{"login.skip=true"}, "C5 not-engaged"},
		{"a presumed fact of the scope does not engage", []string{"access.days=9d"}, "F2 not-engaged"},
		{"every decisive fact stated", []string{"login.profile_required=true", "login.skip=false"}, "C5 conflict"},
		{"the decisive fact not stated", []string{"login.profile_required=true"}, "C5 unknown missing-facts"},
		{"the scope denied closes the subject", []string{"login.profile_required=false"}, "C5 satisfied"},
		{"the scope denied where closing it says nothing", []string{"minors.users=false"}, "D2 not-engaged"},
		{"what the court accepted", []string{"login.profile_required=true", "login.skip=true"}, "C5 satisfied"},
		{"risk lifts undecided", []string{"login.profile_required=true", "login.skip=true", "login.skip_impaired=true"}, "C5 at-risk"},
		{"risk does not lift satisfied", []string{"login.profile_required=true", "login.refuse=true", "login.skip_impaired=true"}, "C5 satisfied"},
		{"hedged risk lifts unknown", []string{"login.profile_required=true", "login.skip_impaired=true hedged"}, "C5 at-risk"},
		{"hedged decisive fact", []string{"login.profile_required=true", "login.skip=false hedged"}, "C5 at-risk"},
		{"conditional scope", []string{"login.profile_required=true conditional", "login.skip=false"}, "C5 at-risk"},
		{"hedged and nothing else", []string{"login.profile_required=true hedged"}, "C5 unknown missing-facts"},
		{"hedged denial of the scope satisfies nothing", []string{"login.profile_required=false hedged"}, "C5 unknown missing-facts"},
		{"a good plan changes nothing today", []string{"login.profile_required=true", "login.skip=false", "login.skip=true planned"}, "C5 conflict"},
		{"a bad plan puts a good state at risk", []string{"login.profile_required=true", "login.skip=true", "login.skip=false planned"}, "C5 at-risk"},
		{"a planned share", []string{"share.to_affiliates=false", "share.to_affiliates=true planned"}, "E1 at-risk"},
		{"a planned share after asking", []string{"share.to_affiliates=false", "share.to_affiliates=true planned", "share.consent=true planned"}, "E1 satisfied"},
		{"a planned share without asking", []string{"share.to_affiliates=false", "share.to_affiliates=true planned", "share.consent=false"}, "E1 at-risk"},
		{"terms that allow sharing", []string{"share.terms_allow=true"}, "E1 at-risk"},
		{"fifteen days", []string{"access.requested=true", "access.days=15d"}, "F2 satisfied"},
		{"360 hours are fifteen days", []string{"access.requested=true", "access.days=360h"}, "F2 satisfied"},
		{"361 hours are more", []string{"access.requested=true", "access.days=361h"}, "F2 unknown undecided-by-the-ruling"},
		{"fifteen working days", []string{"access.requested=true", "access.days=15wd"}, "F2 satisfied"},
		{"sixteen working days", []string{"access.requested=true", "access.days=16wd"}, "F2 unknown undecided-by-the-ruling"},
		{"thirty days", []string{"access.requested=true", "access.days=30d"}, "F2 unknown undecided-by-the-ruling"},
		{"three months", []string{"access.requested=true", "access.days=3mo"}, "F2 conflict"},
		{"its own promise broken", []string{"access.requested=true", "access.days=3d", "access.late=true"}, "F2 conflict"},
		{"a request without a term", []string{"access.requested=true"}, "F2 unknown missing-facts"},
		{"a topic only processed", []string{"phone.processed=true"}, "A1 engaged"},
		{"a topic affirmed", []string{"phone.treated_personal=true"}, "A1 satisfied"},
		{"a topic denied", []string{"phone.denied_personal=true"}, "A1 conflict"},
		{"minors without a step", []string{"minors.users=true", "minors.guardian_step=false"}, "D2 at-risk"},
	} {
		code, want, _ := strings.Cut(tt.want, " ")
		it := itemOf(t, said(t, k, nil, tt.said...), code)
		got := strings.TrimSpace(string(it.Status) + " " + it.Reason)
		if got != want {
			t.Errorf("%s: %s of %q = %s; want %s", tt.name, code, tt.said, got, want)
		}
	}
}

func TestAnswerOverridesText(t *testing.T) {
	k := smallChecker(t)
	cl := said(t, k, corpus.Assignment{"login.skip": "true"}, "login.profile_required=true", "login.skip=false", "login.skip=false planned")
	if it := itemOf(t, cl, "C5"); it.Status != StatusSatisfied {
		t.Errorf("C5 = %s, want satisfied", it.Status)
	}
	for _, f := range cl.Facts {
		if f.Tier == TierAnswered && !f.Overrode {
			t.Error("the answer does not say that it overrides the text")
		}
	}
	if len(cl.Contradictions) != 0 {
		t.Errorf("an answered contradiction is still reported: %v", cl.Contradictions)
	}
}

func TestContradictionReportsTheWorst(t *testing.T) {
	k := smallChecker(t)
	cl := said(t, k, nil, "login.profile_required=true", "login.skip=true", "login.skip=false")
	it := itemOf(t, cl, "C5")
	if it.Status != StatusConflict || len(it.Other) != 1 || it.Other[0] != StatusSatisfied {
		t.Errorf("C5 = %s, other %v; want conflict, other [satisfied]", it.Status, it.Other)
	}
	if len(cl.Contradictions) != 1 || cl.Contradictions[0].Fact != "login.skip" || len(cl.Contradictions[0].Readings) != 2 {
		t.Errorf("contradictions = %+v", cl.Contradictions)
	}
	// Eight and nine days come out alike, so nothing turns on the contradiction.
	if it := itemOf(t, said(t, k, nil, "access.requested=true", "access.days=8d", "access.days=9d"), "F2"); it.Status != StatusSatisfied || it.Other != nil {
		t.Errorf("F2 = %s, other %v; want satisfied", it.Status, it.Other)
	}
}

func TestPossibleAndUnproven(t *testing.T) {
	k := smallChecker(t)
	cl := said(t, k, nil, "share.to_affiliates=true")
	it := itemOf(t, cl, "E1")
	if got := join(it.Possible) + "; " + join(it.IfUnproven); got != "breach, safe; breach" {
		t.Errorf("E1 possible; if unproven = %s", got)
	}
	it = itemOf(t, said(t, k, nil, "access.requested=true", "access.days=30d"), "F2")
	if len(it.Presumed) != 3 {
		t.Errorf("F2 presumed = %v; want access.subject, access.prima_facie, access.late", it.Presumed)
	}
	it = itemOf(t, said(t, k, nil, "minors.users=true"), "D2")
	if !it.CannotConflict {
		t.Error("D2 does not say that it cannot become a conflict")
	}
}

func TestTimeSelects(t *testing.T) {
	k := smallChecker(t)
	cl := k.decide(Description{At: "2020-12-31"}, nil, nil)
	if len(cl.Items) != 0 {
		t.Errorf("%d items for conduct before the Civil Code; want none", len(cl.Items))
	}
	if cl = k.decide(Description{At: "2021-01-01"}, nil, nil); len(cl.Items) != len(k.rules) {
		t.Errorf("%d items on the first day; want %d", len(cl.Items), len(k.rules))
	}
}

func TestOrderOfItems(t *testing.T) {
	k := smallChecker(t)
	cl := said(t, k, nil, "login.profile_required=true", "login.skip=false", "share.to_affiliates=true", "share.consent=false",
		"access.requested=true", "access.days=9d", "minors.users=true", "refusal.scope=whole")
	var got []string
	for _, it := range cl.Items {
		got = append(got, it.Holding.Code)
	}
	if want := "C5 E1 C3 D2 F1 F2 C1 A1"; strings.Join(got, " ") != want {
		t.Errorf("items = %v; want %s", got, want)
	}
}
