// Package svg draws what a report says as SVG: the rounds of a row, how its
// estimate tightened, all changes with their intervals, and where a change
// comes from. It is pure. Everything that a stranger chose is escaped.
//
// A drawing stands in an HTML page as it is, and takes its colours from the
// page's custom properties; Alone makes a file of it.
package svg

import (
	"bytes"
	_ "embed"
	"html"
	"html/template"
	"maps"
	"math"
	"slices"
	"strconv"
)

// Style is what drawings are styled by. A page that holds drawings needs it,
// and has to define the custom properties that it names.
//
//go:embed picture.css
var Style string

//go:embed alone.css
var aloneStyle string

// A canvas collects the elements of one drawing. All text goes through text or
// title, which escape it; classes and path data are the package's own.
type canvas struct {
	body          bytes.Buffer
	width, height float64
	class         string
	page          bool // it stands in a page, which has the keys
}

func newCanvas(class string, width, height float64, title string) *canvas {
	c := &canvas{width: width, height: height, class: class}
	c.title(title)
	return c
}

// title is what a part of the drawing is called: read out, and shown where the
// pointer rests.
func (c *canvas) title(s string) { c.put(`<title>`, html.EscapeString(s), `</title>`) }

func (c *canvas) put(parts ...string) {
	for _, p := range parts {
		c.body.WriteString(p)
	}
}

// path draws path data; none draws nothing.
func (c *canvas) path(class, d string) {
	if d != "" {
		c.put(`<path class="`, class, `" d="`, d, `"/>`)
	}
}

// text writes at the base line y; anchor is a class: s, m or e.
func (c *canvas) text(class string, x, y float64, s string) {
	c.put(`<text class="`, class, `" x="`, num(x), `" y="`, num(y), `">`, html.EscapeString(s), `</text>`)
}

func (c *canvas) rect(class string, x, y, w, h float64) {
	if w > 0 && h > 0 {
		c.path(class, "M"+num(x)+" "+num(y)+"h"+num(w)+"v"+num(h)+"h"+num(-w)+"z")
	}
}

func (c *canvas) line(class string, x1, y1, x2, y2 float64) {
	c.path(class, "M"+num(x1)+" "+num(y1)+"L"+num(x2)+" "+num(y2))
}

// window begins a part that is cut at its edges; its coordinates stay those of
// the drawing.
func (c *canvas) window(x, y, w, h float64) {
	c.put(`<svg x="`, num(x), `" y="`, num(y), `" width="`, num(w), `" height="`, num(h),
		`" viewBox="`, num(x), " ", num(y), " ", num(w), " ", num(h), `">`)
}

func (c *canvas) windowEnd() { c.put(`</svg>`) }

// key draws what explains the marks of many drawings: in a page it stands once.
func (c *canvas) key(id string) {
	if c.page {
		c.put(`<use href="#`, id, `"/>`)
		return
	}
	keys[id](c)
}

// Keys returns the keys that the drawings of a page point to. They stand
// anywhere in it, and take no room.
func Keys() template.HTML {
	c := &canvas{}
	for _, id := range slices.Sorted(maps.Keys(keys)) {
		c.put(`<g class="pic" id="`, id, `">`) // the class, since Style sees no further up from where it is used
		keys[id](c)
		c.put(`</g>`)
	}
	return template.HTML(`<svg class="pic keys" width="0" height="0" aria-hidden="true"><defs>` + c.body.String() + `</defs></svg>`)
}

// inline returns the drawing for a page.
func (c *canvas) inline() template.HTML {
	return template.HTML(c.open(`class="pic `+c.class+`"`) + c.body.String() + "</svg>")
}

func (c *canvas) open(attributes string) string {
	return `<svg ` + attributes + ` role="img" viewBox="0 0 ` + num(c.width) + " " + num(c.height) + `">`
}

// alone returns the drawing as a file of its own.
func (c *canvas) alone() []byte {
	size := `xmlns="http://www.w3.org/2000/svg" width="` + num(c.width) + `" height="` + num(c.height) + `" class="pic ` + c.class + ` alone"`
	return []byte(c.open(size) + "<style>" + aloneStyle + Style + "</style>" +
		`<path class="paper" d="M0 0h` + num(c.width) + "v" + num(c.height) + "h" + num(-c.width) + `z"/>` +
		c.body.String() + "</svg>\n")
}

// num formats a coordinate to a tenth of a pixel.
func num(x float64) string { return coordinate(x, 10) }

// whole formats a coordinate to a pixel, for drawings of which a page has
// hundreds.
func whole(x float64) string { return coordinate(x, 1) }

func coordinate(x, parts float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "0"
	}
	s := strconv.FormatFloat(math.Round(x*parts)/parts, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}
