package svg

import (
	"math"
	"strconv"
	"strings"
)

// A point is in pixels.
type point struct{ x, y float64 }

// A trail is points to be joined by lines.
type trail []point

// data is the trail as path data in whole pixels, each point relative to the
// one before it, which takes the least room.
func (t trail) data() string {
	var b strings.Builder
	px, py := 0, 0
	for i, p := range t {
		x, y := int(math.Round(p.x)), int(math.Round(p.y))
		switch i {
		case 0:
			b.WriteString("M")
		case 1:
			b.WriteString("l")
		}
		pair(&b, x-px, i > 1)
		pair(&b, y-py, true)
		px, py = x, y
	}
	return b.String()
}

// pair writes a number after another one, which a minus sets apart.
func pair(b *strings.Builder, n int, after bool) {
	if after && n >= 0 {
		b.WriteByte(' ')
	}
	b.WriteString(strconv.Itoa(n))
}
