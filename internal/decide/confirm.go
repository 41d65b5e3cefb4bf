package decide

import (
	"math"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/round"
)

var nan = math.NaN()

// confirmed is the evidence of confirming rounds for one suspect unit.
func (s staged) confirmed(f family, found policy.Screening, rounds []round.Round, unit string) policy.Evidence {
	e := policy.Evidence{Stage: round.Confirm, Suspects: found, Level: nan}
	e.Delta, e.Mean = s.deltas(compare.Confirmed, rounds, unit)
	if found.Center || found.Exact {
		p, level, rejected := s.look(f, rounds, unit, compare.Center)
		e.Rejected, e.Level = rejected, level
		if !math.IsNaN(level) {
			e.P = p
		}
	}
	if found.Mean && e.Mean != nil {
		p, level, rejected := s.look(f, rounds, unit, compare.Mean)
		e.MeanRejected = rejected
		if !math.IsNaN(level) {
			e.Mean.P = p
			if math.IsNaN(e.Level) {
				e.Level = level
			}
		}
	}
	return e
}

// look tests at all looks that the rounds reach. It returns the first look that
// rejects, or else the last; level is NaN where no look was reached.
func (s staged) look(f family, rounds []round.Round, unit string, stat compare.Statistic) (p, level float64, rejected bool) {
	p, level = nan, nan
	b := rounds[0].Benchmark
	for _, l := range f.looks {
		if l.Rounds > len(rounds) {
			break
		}
		d := compare.Paired(b, unit, rounds[:l.Rounds], s.Better(b, unit), stat)
		if p, level = d.P, l.Level; p <= level {
			return p, level, true
		}
	}
	return p, level, false
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
