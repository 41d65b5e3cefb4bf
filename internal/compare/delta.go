// Package compare turns samples into deltas: it owns the statistics.
//
// The package is pure: it reads from io.Readers it is handed, and neither
// opens files nor runs anything. Samples come either from rounds (paired:
// base and head of one round belong together) or from files of any origin
// (unpaired). What a delta means for a pull request is decided in
// internal/policy.
package compare

import (
	"math"

	"github.com/benchgate/benchgate/internal/round"
)

// A Direction tells which way of a unit is better. The zero value means that
// it is not known; such a unit is reported and never gated.
type Direction int8

// The directions.
const (
	Lower   Direction = -1 // lower is better: sec/op
	Unknown Direction = 0
	Higher  Direction = +1 // higher is better: B/s
)

// A Summary describes one side's sample. Lo and Hi are the bounds of a 95 %
// interval of the estimate and NaN where the sample is too small to have one.
type Summary struct {
	Center, Lo, Hi float64
	N              int
}

// A Delta is one benchmark × unit compared. Change is head/base − 1; positive
// means more of the unit, whether or not more is better.
type Delta struct {
	round.Benchmark
	Unit   string // canonical
	Engine string
	Better Direction
	// Base and Head are nil where the benchmark or the unit is missing on that
	// side; then nothing below is set.
	Base, Head *Summary
	// Change, ChangeLo and ChangeHi are the estimated change with its 95 %
	// interval, NaN where they cannot be computed: a base that is not positive,
	// too few values, and for the interval any value that is not positive. For
	// files Change is the ratio of the estimates, as benchstat shows it; paired, it
	// is the estimate from the pairs, which may differ a little from that ratio.
	Change, ChangeLo, ChangeHi float64
	// WorseHi is the one-sided 99.5 % upper bound of Worse, NaN where there is
	// none.
	WorseHi float64
	// WorseLo is the one-sided 90 % lower bound of Worse. Only Screened sets it.
	WorseLo float64
	// Diff is head − base in the unit, for units that can be zero: of the estimates
	// for files, estimated from the pairs otherwise. DiffLo and DiffHi bound it
	// at 95 %, NaN where the sample is too small.
	Diff, DiffLo, DiffHi float64
	// WorseDiffHi is the one-sided 99.5 % upper bound of the difference in the
	// worse direction, in the unit, positive when head is worse.
	WorseDiffHi float64
	// WorseDiffLo is to WorseLo what WorseDiffHi is to WorseHi.
	WorseDiffLo float64
	// HeadLo and HeadHi are a two-sided 99 % interval of head's estimate, for
	// limits; NaN where the sample is too small, and for files.
	HeadLo, HeadHi float64
	// P is the p-value: one-sided in the worse direction for paired samples,
	// two-sided as benchstat computes it for files. PBetter is its counterpart in
	// the better direction (the same number for files). NaN where there is no
	// test.
	P, PBetter float64
	// PSound is nil where P holds. For files with ties in samples of different
	// sizes benchstat's p does not (it can be 0 for two values against nine); then
	// this is the two-sided p of the same test from the exact permutation
	// distribution. Decisions use SoundP.
	PSound *float64
	// MinP is the smallest p that a sample of this size could ever have given.
	MinP float64
	// Detectable is the smallest worse change that a sample like this one would
	// have shown, as a fraction; NaN where unknown. It is half the width of the
	// 99 % interval of the logarithm of the ratio, turned back into a fraction: a
	// change estimated to be larger would have had an interval without zero.
	Detectable float64
	// Exact is set when all values on each side are equal, over at least three
	// processes for an allocation unit or over any number where the unit was
	// declared exact: then no statistics apply.
	Exact bool
	// Decisive is set for files where the unit was declared exact and its values
	// vary: it is the same samples compared as those of any other unit, and what
	// decisions use. This delta's own estimates, change and (missing) P are then what
	// benchstat shows, which takes the commonest value for the value.
	Decisive *Delta
	// Rounds counts the pairs behind a paired delta, 0 for files.
	Rounds int
	// Warnings are benchmath's remarks and our own, for people.
	Warnings []string
}

// Worse returns the change in the worse direction as a fraction, positive when
// head is worse: the change itself where lower is better, its negative where
// higher is better. It is NaN where the direction or the change is unknown.
func (d Delta) Worse() float64 {
	if d.Better == Unknown {
		return math.NaN()
	}
	return float64(-d.Better) * d.Change
}

// SoundP returns the p-values to hold against a level, in the worse and in the
// better direction: PSound where there is one, else P and PBetter.
func (d Delta) SoundP() (worse, better float64) {
	if d.PSound != nil {
		return *d.PSound, *d.PSound
	}
	return d.P, d.PBetter
}

// unknown returns a delta of which nothing is computed yet. Numbers start as
// NaN, since a zero would read as "no change" or, worse, as "p = 0".
func unknown(b round.Benchmark, unit, engine string, better Direction) Delta {
	nan := math.NaN()
	return Delta{
		Benchmark: b, Unit: unit, Engine: engine, Better: better,
		Change: nan, ChangeLo: nan, ChangeHi: nan, WorseHi: nan,
		WorseLo: nan, Diff: nan, DiffLo: nan, DiffHi: nan, WorseDiffLo: nan, WorseDiffHi: nan,
		HeadLo: nan, HeadHi: nan,
		P: nan, PBetter: nan, MinP: nan, Detectable: nan,
	}
}
