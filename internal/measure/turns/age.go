package turns

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/measure"
)

// Some benchmarks cost the more an iteration the longer their process has run: the
// loop of a b.Loop benchmark fills a map that it never empties, or a cache of the
// package grows from call to call. Both turns of a pair are equally old, so that
// their ratio is one of equals. But a process of go test runs for a second, and one
// of ours for the length of a round, so the values are those of a younger one.
// That is said, and nothing is done about it.

const (
	// agedRounds is in how many rounds, one after the other, it must show to be
	// believed: the machine alone may become slower within a round.
	agedRounds = 3
	// agedTurns is how many turns each third of a round has at least.
	agedTurns = 2
	// agedLast is how much slower the last third must be than the one before: what has
	// come to rest would not go on in a longer run.
	agedLast = 1.05
)

// An aging is what an iteration takes at the start and at the end of a round, in
// seconds. The zero value tells that there is no difference.
type aging struct{ young, old float64 }

func (a aging) String() string {
	in := func(seconds float64) time.Duration { return time.Duration(math.Round(seconds * 1e9)) }
	return fmt.Sprintf("its cost depends on how long its process has run: %v an iteration at the start of a round, %v at its end",
		in(a.young), in(a.old))
}

// aged tells how a round's turns became slower from third to third, on the side
// where they did so the most. A third's cost is that of its fastest turn, since
// noise only ever adds to it. Of few turns, and of differences, it cannot tell.
func aged(p plan, pairs []Pair) (most aging, told bool) {
	short, _ := split(pairs)
	third := len(short) / 3
	if third < agedTurns || p.slope {
		return aging{}, false
	}
	for _, turns := range perOp(p, short) {
		a := aging{young: slices.Min(turns[:third]), old: slices.Min(turns[len(turns)-third:])}
		middle := slices.Min(turns[third : len(turns)-third])
		if a.young < middle && middle*agedLast < a.old && !agree(a.young, a.old) && a.old*most.young >= most.old*a.young {
			most = a
		}
	}
	return most, true
}

// warnAging says so when the benchmark becomes slower in every round.
func (e *Engine) warnAging(t measure.Target, p plan, pairs []Pair) {
	a, told := aged(p, pairs)
	if !told {
		return
	}
	if a == (aging{}) {
		delete(e.ages, t.Benchmark)
		return
	}
	put(&e.ages, t.Benchmark, e.ages[t.Benchmark]+1)
	if e.ages[t.Benchmark] == agedRounds && p.growth.longN == 0 {
		e.warn(t, "%v; go test's longer runs may differ", a)
	}
}
