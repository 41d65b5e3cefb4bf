package main

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/benchgate/benchgate/internal/round"
)

// measured tells whether both go test and turns measured the benchmark.
func (p *pairing) measured() bool {
	return len(p.Blocks) > 0 && p.PlainError == "" && p.TurnsError == ""
}

// center and average are the two values of a side in a round.
func center(v round.Value) float64  { return v.Center }
func average(v round.Value) float64 { return v.Mean }

// plainValues returns what the runs of go test gave in a unit.
func plainValues(blocks []block, unit string) []float64 {
	var all []float64
	for _, b := range blocks {
		if v, ok := b.Plain[unit]; ok {
			all = append(all, v)
		}
	}
	return all
}

// turnsValues returns what both sides of the rounds gave in a unit: they are
// the same code.
func turnsValues(blocks []block, unit string, of func(round.Value) float64) []float64 {
	var all []float64
	for _, b := range blocks {
		for _, r := range b.Rounds {
			for _, s := range round.Sides {
				if v, ok := r.Of(s)[unit]; ok {
					all = append(all, of(v))
				}
			}
		}
	}
	return all
}

// medianBias is the bias of the medians of the rounds' centres.
func (p *pairing) medianBias(blocks []block) float64 { return p.bias(blocks, center) }

// bias returns turns over go test − 1, of the medians of sec/op.
func (p *pairing) bias(blocks []block, of func(round.Value) float64) float64 {
	return median(turnsValues(blocks, "sec/op", of))/median(plainValues(blocks, "sec/op")) - 1
}

// pairedBias returns the bias of turns over the run of go test that lay next to
// them: the Hodges–Lehmann centre of the blocks' log ratios. Where the machine
// changes from minute to minute it varies much less than the bias of the medians,
// since both sides of a block saw the same machine.
func (p *pairing) pairedBias(blocks []block) float64 {
	var ratios []float64
	for _, b := range blocks {
		ratios = append(ratios, math.Log1p(p.medianBias([]block{b})))
	}
	return math.Expm1(walsh(ratios))
}

// A measuredBias is a bias with its standard error.
type measuredBias struct{ bias, se float64 }

// withError returns what is worth keeping: the standard error takes a thousand biases.
func (p *pairing) withError(bias func([]block) float64) measuredBias {
	return measuredBias{bias(p.Blocks), p.uncertainty(bias)}
}

// tolerance is the bias that counts as none.
const tolerance = 0.03

func (b measuredBias) near() bool { return math.Abs(b.bias) <= tolerance }

// beyond tells whether a bias is past the tolerance by more than two standard errors:
// what is nearer may be the machine's doing.
func (b measuredBias) beyond() bool { return math.Abs(b.bias)-2*b.se > tolerance }

// resamples is how often the blocks are drawn anew for a standard error.
const resamples = 1000

// uncertainty returns the standard error of a bias by the bootstrap over blocks
// (Efron 1979): a block's run and rounds lie next to each other in time, so that
// what the machine did to both is drawn together. It is NaN of fewer than two
// blocks.
func (p *pairing) uncertainty(bias func([]block) float64) float64 {
	if len(p.Blocks) < 2 {
		return math.NaN()
	}
	// A generator of its own, so that the same blocks give the same figure.
	coins := rand.New(rand.NewPCG(uint64(len(p.Blocks)), 0))
	biases := make([]float64, resamples)
	for i := range biases {
		drawn := make([]block, len(p.Blocks))
		for j := range drawn {
			drawn[j] = p.Blocks[coins.IntN(len(p.Blocks))]
		}
		biases[i] = bias(drawn)
	}
	return deviation(biases)
}

// A verdict is how turns and go test agree on B/op or allocs/op.
type verdict string

// The verdicts.
const (
	equal     verdict = "equal"         // one value, everywhere
	typically verdict = "equal medians" // it varies, around the same
	nearly    verdict = "medians within 0.1 %"
	dependent verdict = "depends on n" // go test with a turn's n agrees with turns, or not with itself
	differs   verdict = "differs"
)

// trifle is a part of B/op or allocs/op that is beneath notice: where a benchmark
// allocates much, what the runtime itself allocates now and then shows.
const trifle = 0.001

// verdict compares an allocation unit.
func (p *pairing) verdict(unit string) verdict {
	plain, turns := plainValues(p.Blocks, unit), turnsValues(p.Blocks, unit, center)
	if len(slices.Compact(slices.Sorted(slices.Values(slices.Concat(plain, turns))))) <= 1 {
		return equal
	}
	switch a, b := median(plain), median(turns); {
	case a == b:
		return typically
	case math.Abs(a-b) <= trifle*a:
		return nearly
	}
	same := p.atN(unit)
	if len(same) == 0 {
		return differs
	}
	// An odd allocation of the runtime moves a whole number by one now and then,
	// so it is a range that agrees or not.
	if within(median(turns), same) || !overlap(plain, same) {
		return dependent
	}
	return differs
}

// atN returns what go test gave in a unit with as many iterations as a turn.
func (p *pairing) atN(unit string) []float64 {
	var all []float64
	for _, values := range p.Plain {
		if v, ok := values[unit]; ok {
			all = append(all, v)
		}
	}
	return all
}

// within tells whether x lies in the range of xs, which are not none.
func within(x float64, xs []float64) bool { return slices.Min(xs) <= x && x <= slices.Max(xs) }

// overlap tells whether two ranges have a value in common.
func overlap(a, b []float64) bool {
	return slices.Min(a) <= slices.Max(b) && slices.Min(b) <= slices.Max(a)
}
