package measure

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

func TestTargetsThatFailAreRemoved(t *testing.T) {
	f := newFake()
	ts := targets("Bad", "Late", "Good", "NaN")
	fail := func(target Target, at int) func(int) error {
		return func(k int) error {
			if k == at {
				return fmt.Errorf("wrapped: %w", &TargetError{target, round.Head, &gotest.Failure{Kind: gotest.Panic, Message: "oh no"}})
			}
			return nil
		}
	}
	f.do["Bad"], f.do["Late"] = fail(ts[0], 0), fail(ts[1], 2)
	ts[3].Package = "" // whose rounds are not valid
	res, err := Run(t.Context(), Plan{Targets: ts, Seed: 3}, f, after(5), f.clock, nil)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string]int{"Late": 2, "Good": 5}, counts(res.Rounds)); d != "" {
		t.Error(d)
	}
	got := map[string]gotest.Kind{}
	for _, e := range res.Errors {
		got[e.Target.Name] = e.Failure.Kind
	}
	if d := cmp.Diff(map[string]gotest.Kind{"Bad": gotest.Panic, "Late": gotest.Panic, "NaN": gotest.Garbled}, got); d != "" {
		t.Error(d)
	}
	if res.Stopped != Finished || len(undecided(res)) != 0 {
		t.Errorf("stopped for %s with %v undecided", res.Stopped, undecided(res))
	}
}

func TestInterrupt(t *testing.T) {
	cause := errors.New("signal: interrupt")
	tests := map[string]struct {
		at, rounds int
		err        error // what the engine makes of it
	}{
		"amid a round":          {at: 2, rounds: 2, err: context.Canceled},
		"amid a failing round":  {at: 2, rounds: 2, err: &TargetError{Failure: &gotest.Failure{Kind: gotest.Exit, Message: "signal: killed"}}},
		"as a round completes":  {at: 2, rounds: 3},
		"amid the first rounds": {at: 0, rounds: 0, err: context.Canceled},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			f := newFake()
			f.do["A"] = func(k int) error {
				if k < test.at {
					return nil
				}
				cancel(cause)
				return test.err
			}
			res, err := Run(ctx, Plan{Targets: targets("A")}, f, after(10), f.clock, nil)
			if !errors.Is(err, cause) {
				t.Errorf("got error %v, want %v", err, cause)
			}
			if res.Stopped != Interrupted || len(res.Rounds) != test.rounds || len(res.Errors) != 0 || len(res.Ended(Cut)) != 1 {
				t.Errorf("%+v", res)
			}
			if f.calls["A"] != test.at+1 {
				t.Errorf("%d rounds were started", f.calls["A"])
			}
		})
	}
}

func TestBroken(t *testing.T) {
	f := newFake()
	full := errors.New("no space left on device")
	f.do["B"] = func(k int) error { return map[bool]error{true: full}[k == 1] }
	res, err := Run(t.Context(), Plan{Targets: targets("A", "B"), Seed: 1}, f, after(10), f.clock, nil)
	if !errors.Is(err, full) || res.Stopped != Broken || len(res.Errors) != 0 {
		t.Errorf("got error %v, %+v", err, res)
	}
	if n := counts(res.Rounds); n["B"] != 1 || n["A"] < 1 {
		t.Errorf("kept rounds %v", n)
	}
}

// TestEndings: each target has one ending, which says what kept it from being
// decided.
func TestEndings(t *testing.T) {
	skip := &TargetError{Side: round.Head, Failure: &gotest.Failure{Kind: gotest.Skip, Message: "not today"}}
	fail := &TargetError{Side: round.Head, Failure: &gotest.Failure{Kind: gotest.Panic, Message: "oh no"}}
	tests := map[string]struct {
		budget  time.Duration
		takes   time.Duration
		decider Decider
		err     error
		want    End
		stage   round.Stage
		rounds  int
	}{
		"decided in the screen":     {time.Hour, time.Second, after(5), nil, Decided, round.Screen, 5},
		"too noisy":                 {time.Hour, time.Second, noisy{}, nil, Noisy, round.Screen, 4},
		"out of budget":             {9 * time.Second, time.Second, after(50), nil, Unscreened, round.Screen, 3},
		"confirmed":                 {time.Hour, time.Second, suspicious{after(3), suspicion{[]string{"A"}, 7}}, nil, Decided, round.Confirm, 7},
		"no time to confirm":        {4 * time.Second, time.Second, suspicious{after(3), suspicion{[]string{"A"}, 7}}, nil, Unconfirmed, round.Confirm, 1},
		"skipped while measured":    {time.Hour, time.Second, after(5), skip, Skipped, round.Screen, 2},
		"failed while measured":     {time.Hour, time.Second, after(5), fail, Failed, round.Screen, 2},
		"broken while it was open":  {time.Hour, time.Second, after(5), errors.New("no space left on device"), Cut, round.Screen, 2},
		"broken while suspected":    {time.Hour, time.Second, suspicious{after(2), suspicion{[]string{"A"}, 7}}, errors.New("no space left on device"), Cut, round.Confirm, 0},
		"no longer suspected later": {time.Hour, time.Second, suspicious{after(2), suspicion{nil, 7}}, nil, Decided, round.Screen, 2},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFake()
			f.takes["A"] = test.takes
			f.do["A"] = func(k int) error { return map[bool]error{true: test.err}[k == 2] }
			res, err := Run(t.Context(), Plan{Targets: targets("A"), Budget: test.budget}, f, test.decider, f.clock, nil)
			if (err != nil) != (test.want == Cut) {
				t.Error(err)
			}
			if len(res.Endings) != 1 {
				t.Fatalf("%d endings", len(res.Endings))
			}
			e := res.Endings[0]
			if e.Name != "A" || e.End != test.want || e.Stage != test.stage || e.Rounds != test.rounds {
				t.Errorf("got %+v", e)
			}
			if said := e.Reason != ""; said != (e.End.ByBudget() || e.End == Noisy || e.End == Cut) {
				t.Errorf("%s with reason %q", e.End, e.Reason)
			}
			if e.End.ByBudget() != (e.Needs > 0) || e.End.ByBudget() != (res.Stopped == OutOfBudget) {
				t.Errorf("stopped for %s, needs %v", res.Stopped, e.Needs)
			}
		})
	}
}

// TestFailsOnBothSides: of a failure in the first round, the other side is asked too.
// One that comes later is its side's own, and so is one of a benchmark that head alone has.
func TestFailsOnBothSides(t *testing.T) {
	for name, tt := range map[string]struct {
		at    int // the round in which it begins to fail
		alone bool
		base  gotest.Kind
		want  string
	}{
		"on both in the same way": {0, false, gotest.Panic, "[base head]"},
		"on both in another way":  {0, false, gotest.Fail, "[head]"},
		"on both, later":          {2, false, gotest.Panic, "[head]"},
		"head alone has it":       {0, true, gotest.Panic, "[head]"},
	} {
		f := newFake()
		ts := targets("Bad", "Good")
		ts[0].Alone = tt.alone
		asked := false
		f.do["Bad"] = func(k int) error {
			if k < tt.at {
				return nil
			}
			if asked {
				return &TargetError{ts[0], round.Base, &gotest.Failure{Kind: tt.base, Message: "oh no"}}
			}
			asked = true
			return &TargetError{ts[0], round.Head, &gotest.Failure{Kind: gotest.Panic, Message: "oh no"}}
		}
		res, err := Run(t.Context(), Plan{Targets: ts, Seed: 3}, f, after(5), f.clock, nil)
		if err != nil {
			t.Fatal(err)
		}
		var sides []round.Side
		for _, e := range res.Errors {
			sides = append(sides, e.Side)
		}
		if got := fmt.Sprint(sides); got != tt.want {
			t.Errorf("%s: errors of %s, want %s", name, got, tt.want)
		}
	}
}
