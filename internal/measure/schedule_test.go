package measure

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/benchgate/benchgate/internal/round"
)

func TestBudget(t *testing.T) {
	tests := map[string]struct {
		budget    time.Duration
		min       int
		decider   after
		cost      map[string]time.Duration
		want      map[string]int
		undecided []string
		stopped   Reason
		elapsed   time.Duration
	}{
		"enough": {
			budget: time.Hour, decider: 5,
			want: map[string]int{"A": 5, "B": 5}, stopped: Finished, elapsed: 10 * time.Second,
		},
		"used up to the last round that fits": {
			budget: 9 * time.Second, decider: 100,
			// The ninth second belongs to whoever comes first in the fifth sweep.
			want: map[string]int{"A": 4, "B": 5}, undecided: []string{"A", "B"}, stopped: OutOfBudget, elapsed: 9 * time.Second,
		},
		"just enough": {
			budget: 10 * time.Second, decider: 5,
			want: map[string]int{"A": 5, "B": 5}, stopped: Finished, elapsed: 10 * time.Second,
		},
		"the minimum comes whatever the budget": {
			budget: time.Millisecond, min: 4, decider: 100,
			want: map[string]int{"A": 4, "B": 4}, undecided: []string{"A", "B"}, stopped: OutOfBudget, elapsed: 8 * time.Second,
		},
		"the minimum is three by default": {
			budget: time.Millisecond, decider: 100,
			want: map[string]int{"A": 3, "B": 3}, undecided: []string{"A", "B"}, stopped: OutOfBudget, elapsed: 6 * time.Second,
		},
		"the minimum suffices": {
			budget: time.Millisecond, decider: 3,
			want: map[string]int{"A": 3, "B": 3}, stopped: Finished, elapsed: 6 * time.Second,
		},
		"decided before the minimum": {
			budget: time.Hour, min: 9, decider: 2,
			want: map[string]int{"A": 2, "B": 2}, stopped: Finished, elapsed: 4 * time.Second,
		},
		"no expensive round is started that does not fit": {
			budget: 100 * time.Second, decider: 50, cost: map[string]time.Duration{"A": 20 * time.Second},
			want: map[string]int{"A": 4, "B": 20}, undecided: []string{"A", "B"}, stopped: OutOfBudget, elapsed: 100 * time.Second,
		},
		"cheap ones go on where expensive ones cannot": {
			budget: 100 * time.Second, decider: 30, cost: map[string]time.Duration{"A": 20 * time.Second, "B": time.Second / 2},
			want: map[string]int{"A": 4, "B": 30}, undecided: []string{"A"}, stopped: OutOfBudget, elapsed: 95 * time.Second,
		},
		"the default budget": {
			decider: 1 << 20, cost: map[string]time.Duration{"A": time.Minute, "B": time.Minute},
			want: map[string]int{"A": 5, "B": 5}, undecided: []string{"A", "B"}, stopped: OutOfBudget, elapsed: 10 * time.Minute,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFake()
			f.cost = test.cost
			p := Plan{Targets: targets("A", "B"), Seed: 1, Budget: test.budget, MinRounds: test.min}
			res, err := Run(t.Context(), p, f, test.decider, f.clock, nil)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(test.want, counts(res.Rounds)); d != "" {
				t.Error("rounds", d)
			}
			if d := cmp.Diff(test.undecided, names(res.Undecided)); d != "" {
				t.Error("undecided", d)
			}
			if res.Stopped != test.stopped || res.Elapsed != test.elapsed {
				t.Errorf("stopped for %s after %v, want %s after %v", res.Stopped, res.Elapsed, test.stopped, test.elapsed)
			}
		})
	}
}

func TestDefaultBudget(t *testing.T) {
	for n, want := range map[int]time.Duration{0: 10 * time.Minute, 300: 10 * time.Minute, 301: 602 * time.Second, 1000: 2000 * time.Second} {
		if got := DefaultBudget(n); got != want {
			t.Errorf("%d benchmarks: %v, want %v", n, got, want)
		}
	}
}

// Every sweep visits every open target once, so that nobody has a round more
// than one more than anybody else, and no order is favoured.
func TestSweeps(t *testing.T) {
	const n, rounds = 6, 400
	f := newFake()
	res, err := Run(t.Context(), Plan{Targets: many(n), Seed: 7, Budget: time.Hour}, f, after(rounds), f.clock, nil)
	if err != nil {
		t.Fatal(err)
	}
	firsts, orders := map[string]int{}, map[string]bool{}
	for i := 0; i < len(res.Rounds); i += n {
		sweep := res.Rounds[i : i+n]
		if len(counts(sweep)) != n {
			t.Fatalf("sweep %d visits %v", i/n, counts(sweep))
		}
		order := ""
		for _, r := range sweep {
			if r.Index != i/n || r.Stage != round.Screen || r.Layout != 0 {
				t.Fatalf("round %+v in sweep %d", r, i/n)
			}
			order += r.Name
		}
		firsts[sweep[0].Name]++
		orders[order] = true
	}
	for name, k := range firsts {
		// Expected 67 of 400, standard deviation 7.5.
		if k < 37 || k > 97 {
			t.Errorf("%s was first in %d of %d sweeps", name, k, rounds)
		}
	}
	if len(orders) < 200 {
		t.Errorf("only %d orders in %d sweeps", len(orders), rounds)
	}
}

func TestImpossiblePlans(t *testing.T) {
	for name, p := range map[string]Plan{
		"twice":           {Targets: targets("A", "B", "A")},
		"negative budget": {Targets: targets("A"), Budget: -1},
		"negative rounds": {Targets: targets("A"), MinRounds: -1},
	} {
		f := newFake()
		if _, err := Run(t.Context(), p, f, after(1), f.clock, nil); err == nil || len(f.log) > 0 {
			t.Errorf("%s: error %v after visits %v", name, err, f.log)
		}
	}
}

func TestNothingToMeasure(t *testing.T) {
	f := newFake()
	res, err := Run(t.Context(), Plan{}, f, after(1), f.clock, nil)
	if d := cmp.Diff(Result{Stopped: Finished}, res); d != "" || err != nil {
		t.Error(err, d)
	}
}

// The same seed gives the same experiment, another seed another.
func TestReproducible(t *testing.T) {
	visits := func(seed uint64) []string {
		f := newFake()
		if _, err := Run(t.Context(), Plan{Targets: many(5), Seed: seed}, f, after(20), f.clock, nil); err != nil {
			t.Fatal(err)
		}
		return f.log
	}
	if d := cmp.Diff(visits(42), visits(42)); d != "" {
		t.Error(d)
	}
	if slices.Equal(visits(42), visits(43)) {
		t.Error("two seeds give the same visits")
	}
}
