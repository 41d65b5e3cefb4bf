package main

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/benchgate/benchgate/internal/policy"
)

// curveStyle has the colours of the picture, in light and in dark.
//
//go:embed curve.css
var curveStyle string

// The plane of the picture and its margins, in pixels.
const (
	curveWidth, curveHeight = 720.0, 380.0
	curveLeft, curveRight   = 56.0, 120.0
	curveTop, curveBottom   = 44.0, 52.0
)

// A curvePicture is a drawing in progress.
type curvePicture struct {
	strings.Builder
	points []point
	most   float64 // the slowdown at the right edge
}

// drawCurve draws which part of the slowdowns of each size was found, stayed
// undecided and passed: three areas on top of each other.
func drawCurve(points []point) []byte {
	c := &curvePicture{points: points}
	for _, p := range points {
		c.most = max(c.most, p.slowdown)
	}
	fmt.Fprintf(c, `<svg xmlns="http://www.w3.org/2000/svg" width="%g" height="%g" viewBox="0 0 %g %g" role="img" class="curve">`+"\n",
		curveWidth, curveHeight, curveWidth, curveHeight)
	fmt.Fprintf(c, "<title>%s</title>\n<style>\n%s</style>\n", c.words(), curveStyle)
	fmt.Fprintf(c, `<rect class="paper" width="%g" height="%g"/>`+"\n", curveWidth, curveHeight)
	c.text("head", "start", curveLeft, 24, "What becomes of a planted slowdown")
	c.areas()
	c.axes()
	c.marks()
	c.WriteString("</svg>\n")
	return []byte(c.String())
}

// words is the picture for those who do not see it.
func (c *curvePicture) words() string {
	var parts []string
	for _, p := range c.points {
		parts = append(parts, fmt.Sprintf("%s: %s found, %s undecided, %s passed, of %d", slowdown(p.slowdown), percent(p.found), percent(p.undecided), percent(p.passed), p.trials))
	}
	return "What becomes of a planted slowdown. " + strings.Join(parts, "; ") + "."
}

func (c *curvePicture) x(slowdown float64) float64 {
	return curveLeft + slowdown/c.most*(curveWidth-curveLeft-curveRight)
}

func (c *curvePicture) y(share float64) float64 {
	return curveHeight - curveBottom - share*(curveHeight-curveTop-curveBottom)
}

// areas fills what lies between the borders of the three outcomes.
func (c *curvePicture) areas() {
	bottom, found, decided, top := func(point) float64 { return 0 }, func(p point) float64 { return p.found },
		func(p point) float64 { return p.found + p.undecided }, func(point) float64 { return 1 }
	for _, a := range []struct {
		class     string
		low, high func(point) float64
	}{{"found", bottom, found}, {"undecided", found, decided}, {"passed", decided, top}} {
		var there, back []string
		for i := range c.points {
			p, q := c.points[i], c.points[len(c.points)-1-i]
			there = append(there, xy(c.x(p.slowdown), c.y(a.high(p))))
			back = append(back, xy(c.x(q.slowdown), c.y(a.low(q))))
		}
		fmt.Fprintf(c, `<path class="%s" d="M%s L%s Z"/>`+"\n", a.class, strings.Join(there, " L"), strings.Join(back, " L"))
	}
}

// axes draws the scales, with a tick at every slowdown that was planted.
func (c *curvePicture) axes() {
	for share := 0.0; share <= 1; share += 0.25 {
		y := c.y(share)
		c.line("grid", curveLeft, y, curveWidth-curveRight, y)
		c.text("", "end", curveLeft-8, y+4, fmt.Sprintf("%.0f %%", 100*share))
	}
	for _, p := range c.points {
		x := c.x(p.slowdown)
		c.line("tick", x, c.y(0), x, c.y(0)+5)
		c.text("", "middle", x, c.y(0)+18, "+"+strconv.FormatFloat(math.Round(1e4*p.slowdown)/100, 'f', -1, 64)+" %")
	}
	c.text("", "middle", c.x(c.most/2), curveHeight-12, "planted slowdown")
	if allowed := policy.Default().Thresholds["sec/op"]; allowed < c.most {
		x := c.x(allowed)
		c.line("under", x, c.y(1), x, c.y(0)) // so that it shows on every area
		c.line("allowed", x, c.y(1), x, c.y(0))
		c.text("strong", "middle", x, c.y(1)-6, "threshold")
	}
}

// marks draws the measured points and the names of the areas.
func (c *curvePicture) marks() {
	for _, p := range c.points {
		fmt.Fprintf(c, `<circle class="dot" cx="%s" cy="%s" r="4"><title>%s: %s found, of %d</title></circle>`+"\n",
			pixel(c.x(p.slowdown)), pixel(c.y(p.found)), slowdown(p.slowdown), percent(p.found), p.trials)
	}
	for i, class := range []string{"passed", "undecided", "found"} {
		y := curveTop + 20 + 24*float64(i)
		fmt.Fprintf(c, `<rect class="%s" x="%g" y="%s" width="14" height="14"/>`+"\n", class, curveWidth-curveRight+18, pixel(y-11))
		c.text("strong", "start", curveWidth-curveRight+38, y, class)
	}
}

func (c *curvePicture) text(class, anchor string, x, y float64, s string) {
	fmt.Fprintf(c, `<text class="%s" text-anchor="%s" x="%s" y="%s">%s</text>`+"\n", class, anchor, pixel(x), pixel(y), s)
}

func (c *curvePicture) line(class string, x1, y1, x2, y2 float64) {
	fmt.Fprintf(c, `<path class="%s" d="M%s L%s"/>`+"\n", class, xy(x1, y1), xy(x2, y2))
}

func xy(x, y float64) string { return pixel(x) + " " + pixel(y) }

// pixel writes a coordinate to a tenth of a pixel.
func pixel(v float64) string { return strconv.FormatFloat(math.Round(10*v)/10, 'f', -1, 64) }
