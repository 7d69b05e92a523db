package reasoning

import (
	"strings"
	"testing"

	"yaozhi/corpus"
)

// TestLintRules breaks the small corpus in one place a case and expects the problem.
func TestLintRules(t *testing.T) {
	for _, tt := range []struct{ name, from, to, want string }{
		{"no such holding", "{not: {holding: C3, side: meets}}]", "{not: {holding: C9, side: meets}}]", "no holding C9 in this ruling"},
		{"a side the holding has not", "{holding: F1, side: meets}", "{holding: D2, side: meets}", "holding D2 has no side meets to refer to"},
		{"a cycle", "meets: {any: [profile.needed_for_basic, profile.user_chose_addon]}", "meets: {holding: C5, side: safe}", "references form a cycle"},
		{"a void breach", "breach: {basis: express, not: share.consent}", "breach: {basis: express, all: [share.consent, {not: share.consent}]}", "no facts within the scope meet breach"},
		{"a breach everywhere", "breach: {basis: express, not: share.consent}", "breach: {basis: express, any: [share.consent, {not: share.consent}]}", "breach is met throughout the scope"},
		{"a void scope", "scope: {closed: satisfied, all: [share.to_affiliates, {not: share.deidentified}]}", "scope: {closed: satisfied, all: [share.to_affiliates, {not: share.to_affiliates}]}", "no facts meet the scope"},
		{"sides that overlap", "[phone.treated_personal, {not: phone.denied_personal}]", "[phone.treated_personal]", "breach and safe overlap: phone.denied_personal=true, phone.treated_personal=true"},
		{"a fact that works both ways", "breach: {basis: express, not: share.consent}", "breach: {basis: express, any: [{all: [share.terms_allow, {not: share.consent}]}, {all: [{not: share.terms_allow}, share.consent]}]}", "works both ways"},
		{"presumptions that satisfy", "safe: {basis: a-contrario, fact: share.consent}", "safe: {basis: a-contrario, not: share.deidentified}", "presumptions alone make safe true"},
		{"the case comes out otherwise", "share.deidentified: \"false\", share.consent: \"false\"}", "share.deidentified: \"false\", share.consent: \"true\"}", "case_facts comes out safe, not breach"},
		{"the case is left open", "share.deidentified: \"false\", share.consent: \"false\"}", "share.deidentified: \"false\"}", "case_facts leaves the outcome open (breach, safe): give share.consent"},
		{"relied on in vain", "relied_on: [minors.users, minors.guardian_step]", "relied_on: [minors.users, minors.guardian_step, phone.processed]", "relied_on: no condition uses phone.processed"},
		{"relied on and not named", "relied_on: [minors.users, minors.guardian_step]", "relied_on: [minors.users]", "the outcome of the case turns on minors.guardian_step"},
		{"an example that comes out otherwise", "{name: asked, with: {share.consent: \"true\"}, expect: safe", "{name: asked, with: {share.consent: \"true\"}, expect: undecided", "example asked comes out safe, not undecided"},
		{"an example that turns on nothing", "expect: safe, turns_on: [share.consent]", "expect: safe, turns_on: [share.terms_allow]", "turns_on of asked: the outcome does not turn on share.terms_allow"},
		{"an outcome never shown", "  - {name: a box ticked beforehand, with: {collect.consent: \"true\", collect.preticked: \"true\"}, expect: undecided}\n", "", "no example comes out undecided"},
		{"a threshold on one side only", "{access.days: {ge: 90d}}", "{access.days: {ge: 3d}}", "no example on each side of access.days ge 3d"},
		{"a fact nobody uses", "risk: {any: [share.to_affiliates, share.terms_allow]}", "risk: {any: [share.to_affiliates]}", "no condition uses fact share.terms_allow"},
		{"dates the wrong way round", "from: \"2021-01-01\"\n", "from: \"2021-01-01\"\nto: \"2020-01-01\"\n", "to 2020-01-01 lies before from 2021-01-01"},
		{"obiter condemns nothing", "weight: ratio", "weight: obiter", "can have no breach"},
	} {
		var got []string
		for _, p := range Lint(smallCorpus(t, tt.from, tt.to)) {
			got = append(got, p.String())
			if p.File == "" || p.Line == 0 {
				t.Errorf("%s: %s has no place", tt.name, p)
			}
		}
		if all := strings.Join(got, "\n"); !strings.Contains(all, tt.want) {
			t.Errorf("%s: lint says\n%s\nwant %s", tt.name, all, tt.want)
		}
	}
}

func TestLintSmall(t *testing.T) {
	for _, p := range Lint(smallCorpus(t)) {
		t.Error(p)
	}
}

// TestCap keeps a holding from growing beyond reason: a sum of products whose
// factors stand far apart has a diagram exponential in their number.
func TestCap(t *testing.T) {
	c := &corpus.Corpus{}
	sum := &corpus.Cond{}
	var late []*corpus.Cond
	for i := range 20 {
		for _, half := range []string{"a", "b"} {
			c.Facts = append(c.Facts, &corpus.Fact{Name: half + string(rune('a'+i)), Type: corpus.TypeBool})
		}
		sum.Any = append(sum.Any, &corpus.Cond{Fact: "a" + string(rune('a'+i))})
		late = append(late, &corpus.Cond{All: []*corpus.Cond{{Fact: "a" + string(rune('a'+i))}, {Fact: "b" + string(rune('a'+i))}}})
	}
	h := &corpus.Holding{ID: "wide", Use: corpus.UseTest, Scope: &corpus.Side{Cond: sum}, Breach: &corpus.Side{Cond: &corpus.Cond{Any: late}}, File: "wide.md", Line: 2}
	c.Holdings = []*corpus.Holding{h}
	_, err := compile(c)
	if ps := problems(err); len(ps) != 1 || !strings.Contains(ps[0].Message, "more than 65536 nodes") {
		t.Errorf("compile = %v; want a problem about the size of the diagram", err)
	}
}
