package svg

import (
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/course"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/words"
)

// Estimate draws how the estimated change and its interval tightened from round
// to round, what is allowed, and where the row was decided. It is empty for a
// course without an estimate.
func Estimate(l *report.Line, c course.Course) template.HTML {
	if !hasSteps(c) {
		return ""
	}
	return drawEstimate(l, c, true).inline()
}

func drawEstimate(l *report.Line, c course.Course, page bool) *canvas {
	p := newPlot(estimateTitle(l, c, page), c.Legs, changeSpan(l.Numbers, c), page)
	p.axes(p.ticks(), percentLabels(p.ticks()))
	p.zone(allowed(l.Numbers))
	if p.y.holds(0) {
		p.line("zero", plotLeft, p.y.at(0), plotRight, p.y.at(0))
	}
	p.window(plotLeft, plotTop-4, plotRight-plotLeft+8, plotBottom-plotTop+8)
	for i, leg := range c.Legs {
		p.tightening(i, leg.Steps)
	}
	p.windowEnd()
	p.looks(c)
	p.decision(l, c.Decided)
	return p.canvas
}

// zone tints what is worse than allowed.
func (p *plot) zone(bound float64) {
	if math.IsNaN(bound) || !p.y.holds(bound) {
		return
	}
	y := p.y.at(bound)
	if bound >= 0 {
		p.rect("zone", plotLeft, plotTop, plotRight-plotLeft, y-plotTop)
	} else {
		p.rect("zone", plotLeft, y, plotRight-plotLeft, plotBottom-y)
	}
	p.line("allowed", plotLeft, y, plotRight, y)
}

// tightening draws the estimates of one leg: the interval as a band, the change
// as a line.
func (p *plot) tightening(leg int, steps []course.Step) {
	var line, upper, lower trail
	for _, s := range steps {
		x := p.x(leg, s.Rounds-1)
		line = append(line, point{x, p.y.free(s.Change)})
		if !math.IsNaN(s.Lo) && !math.IsNaN(s.Hi) {
			upper, lower = append(upper, point{x, p.y.free(s.Hi)}), append(lower, point{x, p.y.free(s.Lo)})
		}
	}
	slices.Reverse(lower)
	if band := append(upper, lower...); len(band) > 2 {
		p.path("head band", band.data()+"z")
	}
	if len(steps) > 1 {
		p.path("head mid", line.data())
	}
}

// looks marks the confirming rounds after which the row was tested.
func (p *plot) looks(c course.Course) {
	d := ""
	for i, leg := range c.Legs {
		if leg.Stage != round.Confirm {
			continue
		}
		for _, n := range c.Planned {
			if n <= len(leg.Base) {
				d += "M" + whole(p.x(i, n-1)) + " " + whole(plotBottom+4) + "v8"
			}
		}
	}
	p.path("look", d)
	if d != "" {
		p.key("key-looks")
	}
}

// decision marks the estimate after the rounds that decided, and says what it
// led to.
func (p *plot) decision(l *report.Line, rounds int) {
	p.key("key-estimate")
	i := decidingLeg(l.Numbers, p.legs)
	if i < 0 || len(p.legs[i].Steps) == 0 {
		return
	}
	steps := p.legs[i].Steps
	at := len(steps) - 1
	for at > 0 && steps[at-1].Rounds >= rounds {
		at--
	}
	x, y := p.x(i, steps[at].Rounds-1), p.y.at(steps[at].Change)
	p.path("done", "M"+whole(x-4)+" "+whole(y)+"a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z")
	class, side := "e strong", x-9
	if x < plotLeft+170 {
		class, side = "s strong", x+9
	}
	if y < plotTop+16 {
		y += 22
	}
	p.text(class, math.Round(side), math.Round(y-7), fmt.Sprintf("%s after %d rounds", l.Standing, rounds))
}

// changeSpan holds zero, what is allowed and the last interval, and of the
// earlier ones as much as leaves that to be seen.
func changeSpan(n report.Numbers, c course.Course) span {
	var s span
	s.add(0, allowed(n))
	for _, leg := range c.Legs {
		if n := len(leg.Steps); n > 0 {
			s.add(leg.Steps[n-1].Change, leg.Steps[n-1].Lo, leg.Steps[n-1].Hi)
		}
	}
	for _, leg := range c.Legs {
		for i := len(leg.Steps) - 1; i >= 0; i-- {
			if !s.reach(leg.Steps[i].Hi, 1.6) || !s.reach(leg.Steps[i].Lo, 1.6) {
				break
			}
		}
	}
	return s
}

// percentLabels names fractions in percent, and in thousands of them where the
// numbers would be too long for the space beside the axis.
func percentLabels(ticks []float64) []string {
	factor, unit := 100.0, " %"
	if slices.ContainsFunc(ticks, func(t float64) bool { return math.Abs(t) >= 100 }) {
		factor, unit = 0.1, "k %"
	}
	labels := report.Ticks(scaled(ticks, factor))
	for i, t := range ticks {
		if t > 0 {
			labels[i] = "+" + labels[i]
		}
		labels[i] = strings.Replace(labels[i], "-", "−", 1) + unit
		if t == 0 {
			labels[i] = "0 %"
		}
	}
	return labels
}

func scaled(values []float64, by float64) []float64 {
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = v * by
	}
	return out
}

func estimateTitle(l *report.Line, c course.Course, page bool) string {
	text := "How the estimate tightened."
	if !page {
		text = "How the estimated change of " + l.Benchmark.String() + " in " + l.Unit.String() + " tightened."
	}
	for _, leg := range c.Legs {
		if n := len(leg.Steps); n > 1 {
			first, last := leg.Steps[0], leg.Steps[n-1]
			text += fmt.Sprintf(" Stage %s: after %d rounds %s, after %d rounds %s.", leg.Stage, first.Rounds, stepWords(first),
				last.Rounds, stepWords(last))
		}
	}
	return text + " Outcome: " + l.Standing.String() + "."
}

func stepWords(s course.Step) string {
	text := words.Percent(s.Change) + " %"
	if !math.IsNaN(s.Lo) && !math.IsNaN(s.Hi) {
		text += " (" + words.Percent(s.Lo) + " to " + words.Percent(s.Hi) + ")"
	}
	return text
}
