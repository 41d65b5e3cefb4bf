package judge

import (
	"math"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/round"
)

var nan = math.NaN()

// confirmed is the evidence of confirming rounds for one suspect unit.
func (p Procedure) confirmed(f family, found Screening, rounds []round.Round, unit string) Evidence {
	e := Evidence{Stage: round.Confirm, Suspects: found, Level: nan}
	e.Delta, e.Mean = p.deltas(compare.Confirmed, rounds, unit)
	if found.Center || found.Exact {
		pv, level, rejected := p.look(f, rounds, unit, compare.Center)
		e.Rejected, e.Level = rejected, level
		if !math.IsNaN(level) {
			e.P = pv
		}
	}
	if found.Mean && e.Mean != nil {
		pv, level, rejected := p.look(f, rounds, unit, compare.Mean)
		e.MeanRejected = rejected
		if !math.IsNaN(level) {
			e.Mean.P = pv
			if math.IsNaN(e.Level) {
				e.Level = level
			}
		}
	}
	return e
}

// look tests at all looks that the rounds reach. It returns the first look that
// rejects, or else the last; level is NaN where no look was reached.
func (p Procedure) look(f family, rounds []round.Round, unit string, stat compare.Statistic) (pv, level float64, rejected bool) {
	pv, level = nan, nan
	b := rounds[0].Benchmark
	for _, l := range f.looks {
		if l.Rounds > len(rounds) {
			break
		}
		d := compare.Paired(b, unit, rounds[:l.Rounds], p.Better(b, unit), stat)
		if pv, level = d.P, l.Level; pv <= level {
			return pv, level, true
		}
	}
	return pv, level, false
}

// last is the number of rounds of the last look.
func (f family) last() int {
	if len(f.looks) == 0 {
		return 0
	}
	return f.looks[len(f.looks)-1].Rounds
}

// next is the number of rounds of the next look after n, or n if there is none.
func (f family) next(n int) int {
	for _, l := range f.looks {
		if l.Rounds > n {
			return l.Rounds
		}
	}
	return n
}
