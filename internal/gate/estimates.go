package gate

import (
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

// mostEstimates is for how many benchmarks the progress shows what is known of
// each: more do not fit on a line.
const mostEstimates = 3

// estimates holds in words what the rounds so far say of the time of each
// benchmark. The zero value knows nothing yet.
type estimates struct {
	words map[round.Benchmark]string
	order []round.Benchmark
}

// add takes note of a round. Rounds of the confirmation stand for themselves,
// so the interval gets wider when it begins.
func (s *estimates) add(e measure.Event) {
	if e.Step != measure.Measured || e.Total > mostEstimates {
		return
	}
	b := e.Target.Benchmark
	if s.words == nil {
		s.words = map[round.Benchmark]string{}
	}
	if _, had := s.words[b]; !had {
		s.order = append(s.order, b)
		slices.SortFunc(s.order, func(a, b round.Benchmark) int { return strings.Compare(a.String(), b.String()) })
	}
	s.words[b] = estimate(b, e.Stage, e.Rounds)
}

// estimate says what rounds of one stage tell of a benchmark's time: "3.1 %
// slower (−0.4…6.2)".
func estimate(b round.Benchmark, stage round.Stage, rounds []round.Round) string {
	how := compare.Screened
	if stage == round.Confirm {
		how = compare.Confirmed
	}
	d := how(b, "sec/op", rounds, compare.Lower, compare.Center)
	if d.Base == nil || d.Head == nil {
		return "no time on both sides"
	}
	return report.Words(judge.RowOf(d))
}

// say puts the estimates on a line: "Parse-2 3.1 % slower (−0.4…6.2)".
func (s *estimates) say() string {
	var parts []string
	for _, b := range s.order {
		parts = append(parts, b.Name+" "+s.words[b])
	}
	return strings.Join(parts, "; ")
}
