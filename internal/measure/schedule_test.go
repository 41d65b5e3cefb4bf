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
		reserve   float64
		decider   Decider
		takes     map[string]time.Duration
		want      map[string]int
		undecided []string
		stopped   Reason
		elapsed   time.Duration
	}{
		"enough": {
			budget: time.Hour, decider: after(5),
			want: map[string]int{"A": 5, "B": 5}, stopped: Finished, elapsed: 10 * time.Second,
		},
		"nobody goes on where no decision is near enough": {
			budget: 9 * time.Second, decider: after(100),
			want: map[string]int{"A": 3, "B": 3}, undecided: []string{"A", "B"}, stopped: OutOfBudget, elapsed: 6 * time.Second,
		},
		"just enough, with the reserve": {
			budget: 15 * time.Second, decider: after(5),
			want: map[string]int{"A": 5, "B": 5}, stopped: Finished, elapsed: 10 * time.Second,
		},
		"one decision fits": {
			budget: 14 * time.Second, decider: after(5),
			want: map[string]int{"A": 5, "B": 3}, undecided: []string{"B"}, stopped: OutOfBudget, elapsed: 8 * time.Second,
		},
		"a small reserve": {
			budget: 10 * time.Second, reserve: 0.001, decider: after(5),
			want: map[string]int{"A": 5, "B": 3}, undecided: []string{"B"}, stopped: OutOfBudget, elapsed: 8 * time.Second,
		},
		"a budget for less than the minimum of one": {
			budget: 4500 * time.Millisecond, min: 4, decider: after(100),
			want: map[string]int{"A": 1, "B": 1}, undecided: []string{"A", "B"}, stopped: OutOfBudget, elapsed: 2 * time.Second,
		},
		"a budget for nothing": {
			budget: time.Millisecond, decider: after(100),
			want: map[string]int{"A": 1}, undecided: []string{"A", "B"}, stopped: OutOfBudget, elapsed: time.Second,
		},
		"the minimum suffices": {
			budget: 6 * time.Second, decider: after(3),
			want: map[string]int{"A": 3, "B": 3}, stopped: Finished, elapsed: 6 * time.Second,
		},
		"decided before the minimum": {
			budget: time.Hour, min: 9, decider: after(2),
			want: map[string]int{"A": 2, "B": 2}, stopped: Finished, elapsed: 4 * time.Second,
		},
		"the nearest decision comes first": {
			budget: 150 * time.Second, decider: after(10), takes: map[string]time.Duration{"A": 20 * time.Second},
			want: map[string]int{"A": 3, "B": 10}, undecided: []string{"A"}, stopped: OutOfBudget, elapsed: 70 * time.Second,
		},
		"the default budget": {
			decider: after(4), takes: map[string]time.Duration{"A": time.Minute, "B": time.Minute},
			want: map[string]int{"A": 3, "B": 3}, undecided: []string{"A", "B"}, stopped: OutOfBudget, elapsed: 6 * time.Minute,
		},
		"suspects have fresh rounds": {
			budget: time.Hour, decider: suspicious{after(3), suspicion{[]string{"B"}, 10}},
			want: map[string]int{"A": 3, "B": 13}, stopped: Finished, elapsed: 16 * time.Second,
		},
		"the reserve is for suspects": {
			budget: 15 * time.Second, decider: suspicious{after(5), suspicion{[]string{"A"}, 5}},
			want: map[string]int{"A": 10, "B": 5}, stopped: Finished, elapsed: 15 * time.Second,
		},
		"a suspect that the budget leaves undecided": {
			budget: 15 * time.Second, decider: suspicious{after(5), suspicion{[]string{"A"}, 6}},
			want: map[string]int{"A": 10, "B": 5}, undecided: []string{"A"}, stopped: OutOfBudget, elapsed: 15 * time.Second,
		},
		"a suspect that the screen had no time for": {
			budget: 15 * time.Second, decider: suspicious{after(50), suspicion{[]string{"A", "B"}, 4}},
			want: map[string]int{"A": 7, "B": 7}, stopped: Finished, elapsed: 14 * time.Second,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFake()
			f.takes = test.takes
			p := Plan{Targets: targets("A", "B"), Seed: 1, Budget: test.budget, MinRounds: test.min, Reserve: test.reserve}
			res, err := Run(t.Context(), p, f, test.decider, f.clock, nil)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(test.want, counts(res.Rounds)); d != "" {
				t.Error("rounds", d)
			}
			if d := cmp.Diff(test.undecided, undecided(res)); d != "" {
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
		"all in reserve":  {Targets: targets("A"), Reserve: 1},
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
