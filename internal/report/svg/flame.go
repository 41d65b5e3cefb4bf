package svg

import (
	"math"
	"strconv"

	"github.com/benchgate/benchgate/internal/report"
)

// The frame of a flame graph.
const (
	flameWidth  = 1000
	flameTop    = 44
	flameRow    = 20
	flameMargin = 10
	flameDepth  = 60  // rows
	narrowest   = 1.5 // pixels
	letterWidth = 6.7 // of the monospaced letters
)

// A flame draws a call tree: callers above, calls below, as wide as their cost
// in head, coloured by the change of their own cost.
type flame struct {
	*canvas
	cause   *report.Cause
	deepest int
	most    float64 // largest change of a frame's own cost
}

// flameOf draws the explanation of a row, nil where there is none.
func flameOf(l *report.Line) *canvas {
	for _, c := range l.Causes {
		if tree := c.Tree(); tree != nil && tree.Head > 0 {
			return flameGraph(l, c, tree)
		}
	}
	return nil
}

func flameGraph(l *report.Line, c *report.Cause, tree *report.Call) *canvas {
	title := "Where " + l.Benchmark.String() + " changed, " + l.Unit.String() + ": " + c.Value(c.Base.Total).String() + " → " + c.Value(c.Head.Total).String()
	f := &flame{canvas: newCanvas("flame", flameWidth, 0, title), cause: c}
	f.largest(tree)
	f.text("strong", flameMargin, 18, title)
	f.text("s", flameMargin, 34, "widths: cost in head; red: own cost grew; blue: it shrank; frames of base alone have no width")
	f.draw(tree, 0, flameMargin, flameWidth-2*flameMargin)
	f.height = float64(flameTop + flameRow*(f.deepest+1) + flameMargin)
	return f.canvas
}

func (f *flame) largest(fr *report.Call) {
	f.most = max(f.most, math.Abs(ownChange(fr)))
	for _, c := range fr.Children {
		f.largest(c)
	}
}

func ownChange(fr *report.Call) float64 {
	d := fr.Head - fr.Base
	for _, c := range fr.Children {
		d -= c.Head - c.Base
	}
	return d
}

func (f *flame) draw(fr *report.Call, depth int, x, width float64) {
	if width < narrowest || depth > flameDepth {
		return
	}
	f.deepest = max(f.deepest, depth)
	f.box(fr, x, float64(flameTop+flameRow*depth), width)
	for _, c := range fr.Children {
		w := 0.0
		if fr.Head > 0 {
			w = width * min(max(c.Head/fr.Head, 0), 1)
		}
		f.draw(c, depth+1, x, w)
		x += w
	}
}

func (f *flame) box(fr *report.Call, x, y, width float64) {
	name := fr.Name.String()
	if name == "" {
		name = "all"
	}
	f.put(`<g>`)
	f.title(name + ": base " + f.cause.Value(fr.Base).String() + ", head " + f.cause.Value(fr.Head).String())
	f.rect("frame plainframe", x, y, width, flameRow-1)
	if d := ownChange(fr); d != 0 && f.most > 0 {
		class := "frame grew"
		if d < 0 {
			class = "frame shrank"
		}
		opacity := strconv.FormatFloat(math.Sqrt(math.Abs(d)/f.most), 'f', 2, 64)
		f.put(`<rect class="`, class, `" x="`, num(x), `" y="`, num(y), `" width="`, num(width), `" height="`, num(flameRow-1), `" fill-opacity="`, opacity, `"/>`)
	}
	if letters := int((width - 8) / letterWidth); letters > 2 {
		f.text("name", x+4, y+14, short(name, letters))
	}
	f.put(`</g>`)
}
