package index

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestASearchWithoutTimeIsPartial(t *testing.T) {
	x := load(t)
	late, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancel()
	for _, q := range []Query{{Text: "手机号"}, {Text: "手机号码是不是个人信息"}, {Like: "phone-number-is-personal-information"}} {
		res, err := x.Search(late, q)
		if err != nil || !res.Partial || res.Relation != TotalAtLeast {
			t.Errorf("Search(%q %q) after the deadline = %+v, %v; want a partial answer", q.Text, q.Like, res, err)
		}
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.Search(gone, Query{Text: "手机号"}); !errors.Is(err, context.Canceled) {
		t.Errorf("Search for a client that has gone = %v", err)
	}
}
