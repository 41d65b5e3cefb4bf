package measure

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/benchgate/benchgate/internal/round"
)

// A claim is one suspect of a court.
type claim struct {
	looks []int // rounds at which something may be decided; the last one decides it
	worse float64
	late  bool // only the last look decides
}

// A court suspects its claims after three rounds each.
type court map[string]claim

func (c court) Screen(rounds []round.Round) Standing {
	switch _, suspect := c[rounds[0].Name]; {
	case len(rounds) < 3:
		return Standing{State: More, Need: 3 - len(rounds)}
	case suspect:
		return Standing{State: Suspect}
	}
	return Standing{State: Done}
}

func (c court) Confirm([]round.Round) Confirmation { return hearing(c) }

type hearing court

func (h hearing) Suspects() []Suspicion {
	var list []Suspicion
	for name, c := range h {
		list = append(list, Suspicion{Benchmark: round.Benchmark{Package: "p", Name: name}, Need: c.looks[0], Worse: c.worse})
	}
	return list
}

func (h hearing) Standing(rounds []round.Round) Standing {
	c := h[rounds[0].Name]
	for i, look := range c.looks {
		if len(rounds) < look {
			return Standing{State: More, Need: look - len(rounds)}
		}
		if !c.late || i == len(c.looks)-1 {
			return Standing{State: Done}
		}
	}
	return Standing{State: Done}
}

// hold measures the court's claims and these other benchmarks, a second a round
// where takes does not say otherwise.
func hold(t *testing.T, budget time.Duration, c court, takes map[string]time.Duration, others ...string) Result {
	t.Helper()
	names := slices.Clone(others)
	for name := range c {
		names = append(names, name)
	}
	slices.Sort(names)
	f := newFake()
	f.takes = takes
	res, err := Run(t.Context(), Plan{Targets: targets(names...), Seed: 1, Budget: budget}, f, c, f.clock, nil)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// confirmed lists the confirming rounds as runs: B3 is three rounds of B.
func confirmed(res Result) string {
	var runs []string
	name, n := "", 0
	flush := func() {
		if n > 0 {
			runs = append(runs, fmt.Sprint(name, n))
		}
	}
	for _, r := range res.Rounds {
		if r.Stage != round.Confirm {
			continue
		}
		if r.Name != name {
			flush()
			name, n = r.Name, 0
		}
		n++
	}
	flush()
	return strings.Join(runs, " ")
}

// TestConfirmingIsDepthFirst: the nearest decision comes first, the largest of
// those about as near, and each suspect has all its rounds in one go.
func TestConfirmingIsDepthFirst(t *testing.T) {
	once := func(n int, worse float64) claim { return claim{looks: []int{n}, worse: worse} }
	tests := map[string]struct {
		budget time.Duration
		court  court
		takes  map[string]time.Duration
		want   string
		short  []string
	}{
		"one after the other, the largest first": {
			budget: time.Hour, court: court{"A": once(10, 0.1), "B": once(10, 0.6), "C": once(10, 0.3)},
			want: "B10 C10 A10",
		},
		"as many as there is time for": {
			budget: 32 * time.Second, court: court{"A": once(10, 0.1), "B": once(10, 0.6), "C": once(10, 0.3)},
			want: "B10 C10 A3", short: []string{"A"},
		},
		"what takes less time goes first": {
			budget: 52 * time.Second, court: court{"A": once(10, 0.6), "B": once(10, 0.1)},
			takes: map[string]time.Duration{"A": 4 * time.Second},
			want:  "B10 A6", short: []string{"A"},
		},
		"what takes fewer rounds goes first": {
			budget: time.Hour, court: court{"A": once(10, 0.6), "B": once(3, 0.1)},
			want: "B3 A10",
		},
		"about as near is as near": {
			budget: time.Hour, court: court{"A": once(10, 0.1), "B": once(10, 0.6)},
			takes: map[string]time.Duration{"A": 900 * time.Millisecond},
			want:  "B10 A10",
		},
		"first decisions come before second ones": {
			budget: time.Hour, court: court{"A": {looks: []int{10, 14}, worse: 0.6, late: true}, "B": once(10, 0.1)},
			want: "A10 B10 A4",
		},
		"what cannot be decided in time waits for what can": {
			budget: 25 * time.Second, court: court{"A": {looks: []int{10, 14}, worse: 0.6, late: true}, "B": once(10, 0.1)},
			want: "A14 B5", short: []string{"B"},
		},
		"a round that does not fit is not started": {
			budget: 40 * time.Second, court: court{"A": once(10, 0.1), "B": once(10, 0.6)},
			takes: map[string]time.Duration{"B": 9 * time.Second},
			want:  "A10", short: []string{"B"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			res := hold(t, test.budget, test.court, test.takes)
			if got := confirmed(res); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			var short []string
			for _, e := range res.Ended(Unconfirmed) {
				short = append(short, e.Name)
			}
			if d := cmp.Diff(test.short, short); d != "" {
				t.Error("unconfirmed", d)
			}
		})
	}
}

// TestManySuspects: where one suspect is confirmed, sixteen do not keep each other
// from it.
func TestManySuspects(t *testing.T) {
	many, want := court{}, 0
	for i := range 16 {
		many[fmt.Sprint("B", i)] = claim{looks: []int{14, 20, 28, 40}, worse: 0.6}
	}
	for budget := 48 * time.Second; budget <= 300*time.Second; budget += 4 * time.Second {
		res := hold(t, budget, many, nil)
		n := len(res.Ended(Decided))
		if whole := int((budget - 48*time.Second) / (14 * time.Second)); n != min(whole, 16) {
			t.Errorf("%v: %d confirmed, want %d", budget, n, whole)
		}
		if n < want {
			t.Errorf("%v: %d confirmed, and %d with less", budget, n, want)
		}
		want = n
	}
}

// TestMoreBudgetConfirmsNoFewer holds for any times and any suspects, from the
// budget on that is surely enough to screen all.
func TestMoreBudgetConfirmsNoFewer(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 1))
		c, takes := court{}, map[string]time.Duration{}
		var others []string
		for i := range 2 + rng.IntN(8) {
			name := fmt.Sprint("B", i)
			takes[name] = time.Duration(100+rng.IntN(3000)) * time.Millisecond
			if rng.IntN(3) == 0 {
				others = append(others, name)
				continue
			}
			c[name] = claim{looks: []int{3 + rng.IntN(20)}, worse: rng.Float64()}
		}
		last, at, least := 0, time.Duration(0), time.Duration(0)
		for _, each := range takes {
			least += 3 * each
		}
		least += 3 * slices.Max(slices.Collect(maps.Values(takes)))
		for budget := least; budget < 10*time.Minute; budget += budget / 16 {
			n := 0
			for _, e := range hold(t, budget, c, takes, others...).Endings {
				if e.End == Decided && e.Stage == round.Confirm {
					n++
				}
			}
			if n < last {
				t.Errorf("seed %d: %d confirmed in %v, and %d in %v", seed, n, budget, last, at)
			}
			last, at = n, budget
		}
	}
}

// TestKnownSuspectsComeBeforeDoubts: the screen takes no time for the undecided
// that suspects are known to need.
func TestKnownSuspectsComeBeforeDoubts(t *testing.T) {
	c := doubtful{court{"A": {looks: []int{20}, worse: 0.6}}}
	for budget, want := range map[time.Duration]int{30 * time.Second: 3, 40 * time.Second: 13} {
		f := newFake()
		res, err := Run(t.Context(), Plan{Targets: targets("A", "D"), Seed: 1, Budget: budget}, f, c, f.clock, nil)
		if err != nil {
			t.Fatal(err)
		}
		if n := counts(res.Rounds); n["A"] != 23 || n["D"] != want {
			t.Errorf("%v: rounds %v", budget, n)
		}
	}
}

// A doubtful court wants thirteen rounds of what it does not suspect.
type doubtful struct{ court }

func (d doubtful) Screen(rounds []round.Round) Standing {
	if _, suspect := d.court[rounds[0].Name]; suspect {
		return d.court.Screen(rounds)
	}
	return after(13).Screen(rounds)
}
