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
	f.takes["Slow"] = 8 * time.Second
	ts := targets("Slow", "Bad")
	f.do["Bad"] = func(k int) error {
		if k == 1 {
			return &TargetError{ts[1], round.Base, &gotest.Failure{Kind: gotest.Fail, Message: "no"}}
		}
		return nil
	}
	var got []string
	note := func(e Event) {
		if e.Total != 2 || e.Budget != 60*time.Second {
			t.Errorf("event %+v", e)
		}
		got = append(got, fmt.Sprintf("%s %s %d: %d decided, %v + %v, %v", e.Step, e.Target.Name, e.Round, e.Decided, e.Elapsed, e.Remaining, e.Err))
	}
	p := Plan{Targets: ts, Seed: 2, Budget: 60 * time.Second, MinRounds: 1}
	if _, err := Run(t.Context(), p, f, after(4), f.clock, note); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"starting Bad 0: 0 decided, 0s + 0s, <nil>",
		"measured Bad 0: 0 decided, 1s + 3s, <nil>", // three rounds of Bad; nothing is known of Slow
		"starting Slow 0: 0 decided, 1s + 3s, <nil>",
		"measured Slow 0: 0 decided, 9s + 27s, <nil>",
		"starting Slow 1: 0 decided, 9s + 27s, <nil>",
		"measured Slow 1: 0 decided, 17s + 19s, <nil>",
		"starting Bad 1: 0 decided, 17s + 19s, <nil>",
		"ended Bad 1: 1 decided, 18s + 16s, measure p.Bad of base: failed: no",
		"starting Slow 2: 1 decided, 18s + 16s, <nil>",
		"measured Slow 2: 1 decided, 26s + 8s, <nil>",
		"starting Slow 3: 1 decided, 26s + 8s, <nil>",
		"measured Slow 3: 1 decided, 34s + 0s, <nil>",
		"ended Slow 4: 2 decided, 34s + 0s, <nil>",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestStagesAreTold holds the rounds of the two stages apart, and the events of
// the way from one to the other.
func TestStagesAreTold(t *testing.T) {
	f := newFake()
	var steps []string
	note := func(e Event) {
		if e.Step == Short || e.Step == Confirming {
			steps = append(steps, fmt.Sprintf("%s %d %v", e.Step, e.Round, e.Needed))
		}
	}
	p := Plan{Targets: many(3), Budget: 15 * time.Second}
	d := suspicious{after(6), suspicion{[]string{"B1"}, 4}}
	res, err := Run(t.Context(), p, f, d, f.clock, note)
	if err != nil {
		t.Fatal(err)
	}
	// After nine of the ten seconds for the screen, nine more are wanted.
	if d := cmp.Diff([]string{"short 0 27s", "confirming 1 0s"}, steps); d != "" {
		t.Error(d)
	}
	stages := map[round.Stage]int{}
	for i, r := range res.Rounds {
		stages[r.Stage]++
		if r.Stage == round.Confirm && (r.Name != "B1" || i < 9 || r.Index < 3) {
			t.Errorf("round %d: %+v", i, r)
		}
	}
	if d := cmp.Diff(map[round.Stage]int{round.Screen: 9, round.Confirm: 4}, stages); d != "" {
		t.Error(d)
	}
}
