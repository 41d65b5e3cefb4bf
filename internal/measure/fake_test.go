package measure

import (
	"context"
	"fmt"
	"time"

	"github.com/benchgate/benchgate/internal/round"
)

// A fake is an engine with a clock of its own: a round takes what its target
// takes, and nothing else does.
type fake struct {
	now   time.Time
	takes map[string]time.Duration // by name; a second where missing
	do    map[string]func(round int) error
	calls map[string]int
	log   []string // the visits, as "name side"

	shares  bool                     // targets of one function have common processes
	fixed   map[string]time.Duration // what such a round takes besides, by function
	parties []string                 // the functions of such rounds
}

func newFake() *fake {
	return &fake{
		now:   time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
		takes: map[string]time.Duration{}, do: map[string]func(int) error{}, calls: map[string]int{},
	}
}

func (f *fake) clock() time.Time { return f.now }
func (f *fake) Name() string     { return "fake" }

func (f *fake) Round(_ context.Context, t Target, first round.Side, layout uint64) (round.Round, error) {
	takes, ok := f.takes[t.Name]
	if !ok {
		takes = time.Second
	}
	f.now = f.now.Add(takes)
	f.log = append(f.log, t.Name+" "+string(first))
	k := f.calls[t.Name]
	f.calls[t.Name]++
	if do := f.do[t.Name]; do != nil {
		if err := do(k); err != nil {
			return round.Round{}, err
		}
	}
	v := round.Values{"sec/op": {Center: 1, Mean: 1}}
	return round.Round{Benchmark: t.Benchmark, Engine: "fake", First: first, Layout: layout, N: 1, Base: v, Head: v}, nil
}

func (f *fake) Shares(Target) bool { return f.shares }

// Rounds takes a round of each visit and what their function costs.
func (f *fake) Rounds(ctx context.Context, visits []Visit, layout uint64) []Outcome {
	top := visits[0].Top()
	f.now = f.now.Add(f.fixed[top])
	f.parties = append(f.parties, top)
	out := make([]Outcome, len(visits))
	for i, v := range visits {
		if !v.Fits() {
			out[i].Err = ErrNoTime
			continue
		}
		from := f.now
		out[i].Round, out[i].Err = f.Round(ctx, v.Target, v.First, layout)
		out[i].Took = f.now.Sub(from)
	}
	return out
}

// after decides after a number of rounds, and suspects nobody.
type after int

func (n after) Screen(rounds []round.Round) Standing {
	if len(rounds) >= int(n) {
		return Standing{State: Done}
	}
	return Standing{State: More, Need: int(n) - len(rounds)}
}

func (n after) Confirm([]round.Round) Confirmation { return suspicion{} }

// A suspicious decider screens with after and then wants the named benchmarks
// confirmed with a number of rounds.
type suspicious struct {
	after
	suspicion
}

func (s suspicious) Confirm(rounds []round.Round) Confirmation { return s.suspicion }

type suspicion struct {
	names  []string
	rounds int
}

func (s suspicion) Suspects() []Suspicion {
	var list []Suspicion
	for _, n := range s.names {
		list = append(list, Suspicion{Benchmark: round.Benchmark{Package: "p", Name: n}, Need: s.rounds, ByLayout: true})
	}
	return list
}

func (s suspicion) Standing(rounds []round.Round) Standing { return after(s.rounds).Screen(rounds) }

func targets(names ...string) []Target {
	var ts []Target
	for _, n := range names {
		ts = append(ts, Target{Benchmark: round.Benchmark{Package: "p", Name: n}, Run: n})
	}
	return ts
}

func many(n int) []Target {
	var names []string
	for i := range n {
		names = append(names, fmt.Sprint("B", i))
	}
	return targets(names...)
}

// counts returns how many rounds each benchmark has.
func counts(rounds []round.Round) map[string]int {
	n := map[string]int{}
	for _, r := range rounds {
		n[r.Name]++
	}
	return n
}

// undecided names the targets that would have had more rounds.
func undecided(res Result) []string {
	var ns []string
	for _, e := range res.Ended(Unreached, Unscreened, Unconfirmed, Cut) {
		ns = append(ns, e.Name)
	}
	return ns
}

// noisy gives up after four rounds.
type noisy struct{}

func (noisy) Screen(rounds []round.Round) Standing {
	if len(rounds) < 4 {
		return Standing{State: More, Need: 1}
	}
	return Standing{State: TooNoisy}
}

func (noisy) Confirm([]round.Round) Confirmation { return suspicion{} }
