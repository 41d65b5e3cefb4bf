package svg

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/course"
	"github.com/benchgate/benchgate/internal/round"
)

// The frame of a plot over rounds.
const (
	plotWidth, plotHeight = 420, 210
	plotLeft, plotRight   = 58, 412
	plotTop, plotBottom   = 24, 176
)

// A plot has the rounds of a course from left to right, stage by stage.
type plot struct {
	*canvas
	legs  []course.Leg
	y     axis
	scale float64 // pixels a round
}

// gap is the space between two stages, in rounds.
const gap = 1

func newPlot(title string, legs []course.Leg, y span, page bool) *plot {
	y = y.padded(.07)
	p := &plot{canvas: newCanvas("plot", plotWidth, plotHeight, title), legs: legs,
		y: axis{y.lo, y.hi, plotBottom, plotTop}}
	p.page = page
	n := float64(gap * (len(legs) - 1))
	for _, l := range legs {
		n += float64(len(l.Base))
	}
	p.scale = (plotRight - plotLeft) / max(n, 1)
	return p
}

// keys explain the marks of plots.
var keys = map[string]func(*canvas){
	"key-rounds": func(c *canvas) {
		c.path("base", "M62 10h0")
		c.text("s", 70, 14, "base")
		c.path("head", "M106 10h0")
		c.text("s", 114, 14, "head")
		c.text("s", 150, 14, "lines: centre, 95 %")
	},
	"key-allowed":  func(c *canvas) { c.boundKey("allowed") },
	"key-limit":    func(c *canvas) { c.boundKey("limit") },
	"key-estimate": func(c *canvas) { c.text("s", plotLeft, 14, "change, 95 % interval") },
	"key-looks": func(c *canvas) {
		c.path("look", "M340 6v8")
		c.text("s", 346, 14, "planned test")
	},
}

func (c *canvas) boundKey(word string) {
	c.line("allowed", 340, 10, 362, 10)
	c.text("s", 368, 14, word)
}

// x is the middle of round i, from 0, of a leg.
func (p *plot) x(leg, i int) float64 {
	left, _ := p.edges(leg)
	return left + (float64(i)+.5)*p.scale
}

// edges are where a leg begins and ends.
func (p *plot) edges(leg int) (left, right float64) {
	at := 0.0
	for _, l := range p.legs[:leg] {
		at += float64(len(l.Base) + gap)
	}
	left = plotLeft + at*p.scale
	return left, left + float64(len(p.legs[leg].Base))*p.scale
}

// ticks are the round numbers of the upright axis.
func (p *plot) ticks() []float64 { return p.y.ticks(3) }

// axes draws the grid with its labels, and the names of the stages.
func (p *plot) axes(ticks []float64, labels []string) {
	d := ""
	for i, t := range ticks {
		d += "M" + whole(plotLeft) + " " + whole(p.y.at(t)) + "H" + whole(plotRight)
		p.text("e", plotLeft-7, math.Round(p.y.at(t))+4, labels[i])
	}
	p.path("grid", d)
	for i, l := range p.legs {
		left, right := p.edges(i)
		class, at := "m", (left+right)/2
		if right-left < 110 && len(p.legs) > 1 { // it would run into its neighbour
			if class, at = "s", left; i > 0 {
				class, at = "e", right
			}
		}
		p.text(class, math.Round(at), plotBottom+28, legWords(l))
		if i > 0 {
			p.line("cut", left-gap*p.scale/2, plotTop, left-gap*p.scale/2, plotBottom+16)
		}
	}
}

func legWords(l course.Leg) string {
	words := map[round.Stage]string{round.Screen: "screen", round.Confirm: "confirm"}[l.Stage]
	words += fmt.Sprintf(": %d rounds", len(l.Base))
	if len(l.Base) == 1 {
		words = strings.TrimSuffix(words, "s")
	}
	if l.Cut > 0 {
		words += fmt.Sprintf(" of %d", len(l.Base)+l.Cut)
	}
	return words
}

// decidingLeg is the one that the row is about, -1 where it has no rounds.
func decidingLeg(n report.Numbers, legs []course.Leg) int {
	return slices.IndexFunc(legs, func(l course.Leg) bool { return l.Stage == n.Stage })
}

// allowed is the change that is still tolerated, as a fraction; NaN where there
// is no threshold or no worse direction.
func allowed(n report.Numbers) float64 {
	if n.Threshold == nil || n.Worse == 0 {
		return math.NaN()
	}
	return n.Worse * *n.Threshold
}

// dots is the path of small marks at points.
type dots struct{ inside, outside strings.Builder }

// add puts a dot where the axis has its value, and a stroke at the edge where it
// has not.
func (d *dots) add(x float64, y axis, v float64) {
	if y.holds(v) {
		d.inside.WriteString("M" + whole(x) + " " + whole(y.at(v)) + "h0")
		return
	}
	edge, inward := y.at(v), 6.0
	if v < y.lo {
		inward = -6
	}
	d.outside.WriteString("M" + whole(x) + " " + whole(edge) + "v" + whole(inward))
}
