package turns

import (
	"maps"
	"math"
	"slices"

	"golang.org/x/perf/benchunit"

	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
	"github.com/benchgate/benchgate/internal/robust"
	"github.com/benchgate/benchgate/internal/round"
)

// A Pair is one turn of each side, taken one right after the other.
type Pair struct {
	Base, Head wire.Report
	HeadFirst  bool
	// Blind is set where allocations were not counted.
	Blind bool
	// Long is set for turns that give the level: see long.go.
	Long bool
}

func (p Pair) of(s round.Side) wire.Report {
	if s == round.Base {
		return p.Base
	}
	return p.Head
}

// The built-in units as benchmarks name them.
const (
	nsPerOp     = "ns/op"
	bytesPerOp  = "B/op"
	allocsPerOp = "allocs/op"
	mbPerSec    = "MB/s"
)

const errSetup = unfitness("its setup hides what an iteration takes")

// values turns the pairs of a round into both sides' values. Finals hold what
// b.Loop benchmarks reported after their loop.
//
// Times, and whatever else is always positive, are compared pair by pair: a
// regime of the machine (a slower clock, a busy neighbour) shifts both turns of
// a pair alike, while the medians of both sides could each come to lie in
// another regime. The estimates are therefore g·exp(∓r/2), where r is the estimate
// of the pairs' log-ratios and g the level, the geometric one of both sides:
// swapping base and head swaps the values exactly.
//
// Allocations are whole numbers as in go test: the median of the counted turns' totals
// over their iterations, rounded down, or to the nearest where the setup's are
// subtracted.
func values(p plan, pairs []Pair, finals [2]*wire.Report) (base, head round.Values, err error) {
	var out [2]round.Values
	for i := range out {
		out[i] = round.Values{}
	}
	short, long := split(pairs)
	if err := times(out, p, short, long); err != nil {
		return nil, nil, err
	}
	for i, side := range round.Sides {
		allocations(out[i], p, short, side)
		speed(out[i], pairs[len(pairs)-1].of(side), finals[i])
	}
	custom(out, pairs)
	for i := range out {
		if finals[i] != nil {
			final(out[i], finals[i].Extra)
		}
		// As in go test, where 0 suppresses the unit.
		if out[i]["sec/op"].Center == 0 {
			delete(out[i], "sec/op")
		}
		if out[i]["B/s"].Center == 0 {
			delete(out[i], "B/s")
		}
	}
	return out[0], out[1], nil
}

// times sets sec/op.
func times(out [2]round.Values, p plan, short, long []Pair) error {
	turns := perOp(p, short)
	centers := paired(turns)
	var values [2]round.Value
	for i := range values {
		values[i] = round.Value{Center: centers[i], Mean: mean(turns[i])}
	}
	if len(long) > 0 {
		lift(&values, perOp(p, long), p.long.collects)
	}
	for i, v := range values {
		if p.slope && (v.Center <= 0 || v.Mean <= 0) {
			return errSetup
		}
		out[i]["sec/op"] = v
	}
	return nil
}

// perOp returns what an iteration of each turn took, in seconds.
func perOp(p plan, pairs []Pair) (turns [2][]float64) {
	for _, pair := range pairs {
		for i, side := range round.Sides {
			r := pair.of(side)
			ns, n := r.Main.Nanoseconds, r.Main.N
			if p.slope {
				ns, n = ns-r.Warm.Nanoseconds, n-r.Warm.N
			}
			turns[i] = append(turns[i], float64(ns)/float64(n)*1e-9)
		}
	}
	return turns
}

// allocations sets B/op and allocs/op.
func allocations(out round.Values, p plan, pairs []Pair, side round.Side) {
	for unit, of := range map[string]func(wire.Burst) uint64{
		allocsPerOp: func(b wire.Burst) uint64 { return b.Mallocs },
		bytesPerOp:  func(b wire.Burst) uint64 { return b.Bytes },
	} {
		var mains, warms []float64
		for _, pair := range pairs {
			if pair.Blind {
				continue
			}
			r := pair.of(side)
			mains = append(mains, float64(of(r.Main)))
			warms = append(warms, float64(of(r.Warm)))
		}
		last := pairs[0].of(side)
		n, setup, lift := float64(last.Main.N), 0.0, 0.0
		if p.allocSlope {
			// What the runtime allocates now and then is only ever added, so the
			// least call has the least of it; a difference errs to both sides.
			n, setup, lift = n-float64(last.Warm.N), slices.Min(warms), 0.5
		}
		whole := func(total float64) float64 { return max(math.Floor((total-setup)/n+lift), 0) }
		out[unit] = round.Value{Center: whole(robust.Median(mains)), Mean: whole(mean(mains))}
	}
}

// speed sets B/s of a benchmark that said how many bytes it processes.
func speed(out round.Values, r wire.Report, final *wire.Report) {
	size := r.SetBytes
	if final != nil {
		size = final.SetBytes
	}
	sec := out["sec/op"]
	if size > 0 && sec.Center > 0 && sec.Mean > 0 {
		out["B/s"] = round.Value{Center: float64(size) / sec.Center, Mean: float64(size) / sec.Mean}
	}
}

// custom sets what the benchmark reported in its turns; a built-in unit is
// replaced.
func custom(out [2]round.Values, pairs []Pair) {
	units := map[string]bool{}
	for _, pair := range pairs {
		for _, side := range round.Sides {
			for unit := range pair.of(side).Extra {
				units[unit] = true
			}
		}
	}
	for _, unit := range slices.Sorted(maps.Keys(units)) {
		var turns [2][]float64
		_, tidy := benchunit.Tidy(0, unit)
		for _, pair := range pairs {
			for i, side := range round.Sides {
				if v, ok := pair.of(side).Extra[unit]; ok {
					v, _ := benchunit.Tidy(v, unit)
					turns[i] = append(turns[i], v)
				}
			}
		}
		centers := paired(turns)
		for i := range out {
			set(out[i], tidy, round.Value{Center: centers[i], Mean: mean(turns[i])}, len(turns[i]) > 0)
		}
	}
}

// final sets what a b.Loop benchmark reported once, of its whole loop.
func final(out round.Values, extra map[string]float64) {
	for _, unit := range slices.Sorted(maps.Keys(extra)) {
		v, tidy := benchunit.Tidy(extra[unit], unit)
		set(out, tidy, round.Value{Center: v, Mean: v}, true)
	}
}

// set sets a value that was reported, if it is a number; what is not a number
// is no value of this unit, and neither is the one it was meant to replace.
func set(out round.Values, unit string, v round.Value, reported bool) {
	if !reported {
		return
	}
	delete(out, unit)
	if round.Finite(v.Center) && round.Finite(v.Mean) {
		out[unit] = v
	}
}

// paired returns the estimates of both sides' turns. Where a turn is not
// positive, or the sides have not the same number of them, there is no
// log-ratio, and the estimates are medians; so they are where every turn is
// equal, since a value that is exact must stay so.
func paired(turns [2][]float64) (centers [2]float64) {
	if robust.Constant(turns[0]) && robust.Constant(turns[1]) || len(turns[0]) != len(turns[1]) || !positive(turns[0]) || !positive(turns[1]) {
		return [2]float64{robust.Median(turns[0]), robust.Median(turns[1])}
	}
	ratios := make([]float64, len(turns[0]))
	levels := make([]float64, len(turns[0]))
	for i, b := range turns[0] {
		lb, lh := math.Log(b), math.Log(turns[1][i])
		ratios[i], levels[i] = lh-lb, (lb+lh)/2
	}
	r, level := center(ratios), robust.Median(levels)
	return [2]float64{math.Exp(level - r/2), math.Exp(level + r/2)}
}

func positive(xs []float64) bool {
	for _, x := range xs {
		if !(x > 0) || math.IsInf(x, 0) {
			return false
		}
	}
	return len(xs) > 0
}

// hidden tells whether the pairs' differences between timed and untimed calls
// show no time at all.
func hidden(p plan, pairs []Pair) bool {
	return len(pairs) > 0 && times([2]round.Values{{}, {}}, p, pairs, nil) != nil
}
