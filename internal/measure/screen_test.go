package measure

import (
	"testing"
	"time"
)

// TestTooSlowStarvesNobody: a benchmark that the budget has no room for is not
// started where that is known, and costs others no round where it turns out.
func TestTooSlowStarvesNobody(t *testing.T) {
	const names = 9
	for seed := range uint64(50) {
		for _, known := range []bool{true, false} {
			f := newFake()
			ts := many(names)
			f.takes["B4"] = 30 * time.Second
			if known {
				ts[4].Takes = 16 * time.Second
			}
			res, err := Run(t.Context(), Plan{Targets: ts, Seed: seed, Budget: 60 * time.Second}, f, after(3), f.clock, nil)
			if err != nil {
				t.Fatal(err)
			}
			n := counts(res.Rounds)
			for _, e := range res.Endings {
				if e.Name == "B4" {
					continue
				}
				if e.End != Decided {
					t.Errorf("seed %d, known %v: %s %s", seed, known, e.Name, e.Reason)
				}
			}
			slow := res.Endings[4]
			if want := map[bool]End{true: Unreached, false: Unscreened}[n["B4"] == 0]; slow.End != want || slow.Needs <= 0 {
				t.Errorf("seed %d, known %v: %+v", seed, known, slow)
			}
			if known && n["B4"] > 1 {
				t.Errorf("seed %d: %d rounds of what takes too long", seed, n["B4"])
			}
		}
	}
}

// TestNeverReachedIsSaid: the reason names what it needs and the budget.
func TestNeverReachedIsSaid(t *testing.T) {
	f := newFake()
	ts := targets("Same", "Slow")
	ts[1].Takes = 8 * time.Second
	res, err := Run(t.Context(), Plan{Targets: ts, Budget: 20 * time.Second}, f, after(3), f.clock, nil)
	if err != nil {
		t.Fatal(err)
	}
	e := res.Endings[1]
	if want := "the budget of 20s was too short for one round; it needs about 24s more"; e.End != Unreached || e.Reason != want || f.calls["Slow"] != 0 {
		t.Errorf("%d rounds, %+v; want %q", f.calls["Slow"], e, want)
	}
	if res.Endings[0].End != Decided || res.Stopped != OutOfBudget {
		t.Errorf("%+v", res)
	}
}

// TestScreeningTakesWholeMinimums: where the budget has no room for three rounds of
// all, as many as possible have them, and not all of them one.
func TestScreeningTakesWholeMinimums(t *testing.T) {
	for seed := range uint64(20) {
		f := newFake()
		res, err := Run(t.Context(), Plan{Targets: many(20), Seed: seed, Budget: 30 * time.Second}, f, after(3), f.clock, nil)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(res.Ended(Decided)); n != 10 {
			t.Errorf("seed %d: %d of 20 have their three rounds", seed, n)
		}
	}
}
