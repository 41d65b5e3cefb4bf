package measure

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

func TestEvents(t *testing.T) {
	f := newFake()
	f.cost["Slow"] = 8 * time.Second
	ts := targets("Slow", "Bad")
	f.do["Bad"] = func(k int) error {
		if k == 1 {
			return &TargetError{ts[1], round.Base, &gotest.Failure{Kind: gotest.Fail, Message: "no"}}
		}
		return nil
	}
	var got []string
	note := func(e Event) {
		if e.Total != 2 || e.Budget != 20*time.Second {
			t.Errorf("event %+v", e)
		}
		got = append(got, fmt.Sprintf("%s %s %d: %d decided, %v + %v, %v", e.Step, e.Target.Name, e.Round, e.Decided, e.Elapsed, e.Remaining, e.Err))
	}
	p := Plan{Targets: ts, Seed: 2, Budget: 20 * time.Second, MinRounds: 1}
	if _, err := Run(t.Context(), p, f, after(4), f.clock, note); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"starting Bad 0: 0 decided, 0s + 0s, <nil>",
		"measured Bad 0: 0 decided, 1s + 7s, <nil>", // three rounds of Bad, and four of Slow, still taken for as cheap
		"starting Slow 0: 0 decided, 1s + 7s, <nil>",
		"measured Slow 0: 0 decided, 9s + 27s, <nil>",
		"starting Slow 1: 0 decided, 9s + 27s, <nil>",
		"measured Slow 1: 0 decided, 17s + 19s, <nil>",
		"starting Bad 1: 0 decided, 17s + 19s, <nil>",
		"settled Bad 1: 1 decided, 18s + 16s, measure p.Bad of base: failed: no",
		"settled Slow 2: 1 decided, 18s + 0s, <nil>", // a third round would end after 26 s
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestRemainingIsUnknownWithoutAForecast(t *testing.T) {
	f := newFake()
	decided := 0
	note := func(e Event) {
		decided = e.Decided
		if e.Remaining != 0 {
			t.Errorf("%v remain of what nobody foresees", e.Remaining)
		}
	}
	if _, err := Run(t.Context(), Plan{Targets: many(3)}, f, unforeseen{after(4)}, f.clock, note); err != nil {
		t.Fatal(err)
	}
	if decided != 3 {
		t.Errorf("%d of 3 decided in the last event", decided)
	}
}
