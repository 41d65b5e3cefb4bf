package svg

import (
	"fmt"
	"html/template"
	"math"
	"slices"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/course"
)

// Rounds draws the values of both sides round by round, the centres with their
// intervals, and what is allowed. It is empty for a course without rounds.
func Rounds(l *report.Line, c course.Course) template.HTML {
	if len(c.Legs) == 0 {
		return ""
	}
	return drawRounds(l, c, true).inline()
}

func drawRounds(l *report.Line, c course.Course, page bool) *canvas {
	bound, isLimit := boundOf(l.Numbers)
	y := valueSpan(l.Numbers, c)
	if !math.IsNaN(bound) && !y.reach(bound, 3) {
		bound = math.NaN()
	}
	p := newPlot(roundsTitle(l, c), c.Legs, y, page)
	p.axes(p.ticks(), l.Ticks(p.ticks()))
	p.centres(l.Numbers)
	var base, head dots
	for i, leg := range c.Legs {
		shift := min(2, p.scale/5)
		for k := range leg.Base {
			base.add(p.x(i, k)-shift, p.y, leg.Base[k])
			head.add(p.x(i, k)+shift, p.y, leg.Head[k])
		}
	}
	if !math.IsNaN(bound) {
		p.line("allowed", plotLeft, p.y.at(bound), plotRight, p.y.at(bound))
	}
	p.path("base", base.inside.String())
	p.path("base off", base.outside.String())
	p.path("head", head.inside.String())
	p.path("head off", head.outside.String())
	p.key("key-rounds")
	switch {
	case math.IsNaN(bound):
	case isLimit:
		p.key("key-limit")
	default:
		p.key("key-allowed")
	}
	return p.canvas
}

// centres draws both sides' centre and interval over the rounds behind them.
func (p *plot) centres(n report.Numbers) {
	leg := decidingLeg(n, p.legs)
	if leg < 0 {
		return
	}
	left, right := p.edges(leg)
	for _, side := range []struct {
		class string
		s     *judge.Summary
	}{{"base", n.Base}, {"head", n.Head}} {
		if s := side.s; s.Lo != nil && s.Hi != nil {
			top, bottom := p.y.at(*s.Hi), p.y.at(*s.Lo)
			p.rect(side.class+" band", left, top, right-left, bottom-top)
		}
		y := p.y.at(side.s.Center)
		p.line(side.class+" mid", left, y, right, y)
	}
}

// boundOf is the value of head at the edge of what is allowed, NaN where there
// is none; limit tells that it is absolute.
func boundOf(n report.Numbers) (bound float64, limit bool) {
	if l := n.Limit; l != nil && l.Max != nil {
		return *l.Max, true
	} else if l != nil && l.Min != nil {
		return *l.Min, true
	}
	return n.Base.Center * (1 + allowed(n)), false
}

// valueSpan holds what is to be seen of the values: both centres with their
// intervals, and all but the wildest rounds.
func valueSpan(n report.Numbers, c course.Course) span {
	var s span
	for _, side := range []*judge.Summary{n.Base, n.Head} {
		s.add(side.Center)
		if side.Lo != nil && side.Hi != nil {
			s.add(*side.Lo, *side.Hi)
		}
	}
	for _, leg := range c.Legs {
		for _, values := range [][]float64{leg.Base, leg.Head} {
			sorted := slices.Sorted(slices.Values(values))
			out := len(sorted) / 20
			s.add(sorted[out], sorted[len(sorted)-1-out])
		}
	}
	return s
}

func roundsTitle(l *report.Line, c course.Course) string {
	n := 0
	for _, leg := range c.Legs {
		n += len(leg.Base)
	}
	text := fmt.Sprintf("%d rounds of %s in %s. Base: %s. Head: %s.", n, l.Benchmark, l.Unit,
		summaryWords(l, l.Numbers.Base), summaryWords(l, l.Numbers.Head))
	if !l.Allowed.Empty() {
		text += " Allowed: " + l.Allowed.String() + "."
	}
	return text
}

func summaryWords(l *report.Line, s *judge.Summary) string {
	text := l.Value(s.Center).String()
	if s.Lo != nil && s.Hi != nil {
		text += " (" + l.Value(*s.Lo).String() + " to " + l.Value(*s.Hi).String() + ")"
	}
	return text
}
