package text

import (
	"math"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/words"
)

// The signs of a drawing: where nothing changed, what is allowed, the interval,
// the estimate, and an end that lies beyond the edge.
const (
	signZero     = '│'
	signAllowed  = '┊'
	signInterval = '─'
	signEstimate = '●'
	signBeyondLo = '◀'
	signBeyondHi = '▶'
)

// An axis draws changes on a line: the middle is no change, and the further to
// the right, the worse. The zero value draws nothing.
type axis struct {
	half  int     // columns on either side of the middle
	reach float64 // the change at either edge, a fraction
}

// The columns on either side of a drawing's middle where there is room, and
// where there is little.
const (
	wideHalf   = 10
	narrowHalf = 4
	wideFrom   = 120 // columns of the terminal
)

// axisFor chooses one reach for all rows, so that their drawings can be compared:
// a round number that holds the estimates of most of them and twice what is
// allowed. A few far outliers are drawn at the edge rather than squeeze all others.
func axisFor(rows []*report.Line, columns int) axis {
	a := axis{half: wideHalf}
	if columns > 0 && columns < wideFrom {
		a.half = narrowHalf
	}
	var sizes []float64
	need := 0.01
	for _, r := range rows {
		if lo, at, hi, ok := drawn(r); ok {
			sizes = append(sizes, max(math.Abs(at), min(math.Abs(lo), math.Abs(hi))))
			if t := r.Numbers.Threshold; t != nil && *t < 1 {
				need = max(need, 2**t)
			}
		}
	}
	if len(sizes) == 0 {
		return axis{}
	}
	slices.Sort(sizes)
	need = max(need, sizes[(len(sizes)-1)*3/4])
	a.reach = roundUp(need)
	return a
}

// roundUp returns the next of 1, 2, 5, 10, 20, 50 … percent.
func roundUp(x float64) float64 {
	for step := 0.01; step < 1e6; step *= 10 {
		for _, m := range []float64{1, 2, 5} {
			if x <= step*m*(1+1e-9) {
				return step * m
			}
		}
	}
	return 1e6
}

// drawn returns a row's change and its interval in the worse direction; a
// direction that is not known is taken as it is. ok is false where the change has
// no percentage.
func drawn(l *report.Line) (lo, at, hi float64, ok bool) {
	n := l.Numbers
	if n.Change == nil || n.Base == nil || n.Head == nil {
		return 0, 0, 0, false
	}
	sign := 1.0
	if n.Worse < 0 {
		sign = -1
	}
	at = sign * *n.Change
	lo, hi = at, at
	if n.ChangeLo != nil && n.ChangeHi != nil {
		a, b := sign**n.ChangeLo, sign**n.ChangeHi
		lo, hi = min(a, b), max(a, b)
	}
	return lo, at, hi, true
}

// head is the heading of a column of drawings.
func (a axis) head() string {
	if a.half == 0 {
		return ""
	}
	reach := "±" + words.Fraction(a.reach)
	if a.half < wideHalf {
		return reach
	}
	return "better  " + reach + "  worse"
}

// draw draws one row: "        │  ┊─●──     ".
func (a axis) draw(l *report.Line) string {
	lo, at, hi, ok := drawn(l)
	if a.half == 0 || !ok {
		return ""
	}
	cells := []rune(strings.Repeat(" ", 2*a.half+1))
	cells[a.half] = signZero
	if t := l.Numbers.Threshold; t != nil && *t > 0 && *t <= a.reach {
		cells[a.cell(*t)] = signAllowed
	}
	from, to := a.cell(lo), a.cell(hi)
	for i := from; i <= to && hi > lo; i++ {
		cells[i] = signInterval
	}
	if lo < -a.reach {
		cells[0] = signBeyondLo
	}
	if hi > a.reach {
		cells[len(cells)-1] = signBeyondHi
	}
	if math.Abs(at) <= a.reach {
		cells[a.cell(at)] = signEstimate
	}
	return strings.TrimRight(string(cells), " ")
}

// cell is the column of a change; those beyond the edges are at the edges.
func (a axis) cell(change float64) int {
	share := math.Max(-1, math.Min(1, change/a.reach))
	return a.half + int(math.Round(share*float64(a.half)))
}
