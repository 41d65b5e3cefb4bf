package main

import (
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestRareCosts builds what head costs in few iterations only, and finds it with
// go test where the typical iteration does not show it.
func TestRareCosts(t *testing.T) {
	emptyAfter(t)
	f, _, err := parse([]string{"adversaries", "--dir", "../../../testdata/experiments"})
	if err != nil {
		t.Fatal(err)
	}
	l, err := open(f, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := l.close(); err != nil {
			t.Error(err)
		}
	}()
	flushes := slices.IndexFunc(adversaries, func(a adversary) bool { return a.name == "periodic flushes" })
	a, err := l.arena(t.Context(), adversaries[flushes:flushes+1], true, 200*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	// By construction 15 %: 1000 iterations and 500 for a flush over 1000 and 300.
	if r := a.rarer[0]; len(a.rarer) != 1 || r.change < 0.05 || r.change > 0.3 || r.lo > r.change || r.hi < r.change {
		t.Errorf("weighed %+v", a.rarer)
	}
	if p := a.slower[0]; len(a.slower) != 1 || p.steps < 50 || p.steps > 3000 {
		t.Errorf("planted %+v", a.slower)
	}
	if got := text(t, a.reached()); !strings.Contains(got, "| Flush | +10.00 % | +") || !strings.Contains(got, "| Flush | slower on the mean only | +") {
		t.Errorf("got\n%s", got)
	}
}
