package svg

import (
	"math"
)

// An axis maps values from lo to hi onto coordinates from a to b. What is beyond
// is drawn at the edge.
type axis struct{ lo, hi, a, b float64 }

func (x axis) at(v float64) float64 {
	return x.free(min(max(v, x.lo), x.hi))
}

// free is at without the edges, kept within what a drawing can bear.
func (x axis) free(v float64) float64 {
	if x.hi == x.lo {
		return (x.a + x.b) / 2
	}
	p := x.a + (v-x.lo)/(x.hi-x.lo)*(x.b-x.a)
	return min(max(p, -1e4), 1e4)
}

func (x axis) holds(v float64) bool { return x.lo <= v && v <= x.hi }

// ticks returns about n round numbers within the axis, lowest first.
func (x axis) ticks(n int) []float64 {
	span := x.hi - x.lo
	if !(span > 0) || math.IsInf(span, 0) {
		return nil
	}
	raw := span / float64(n)
	size := math.Pow(10, math.Floor(math.Log10(raw)))
	step := 10 * size
	for _, m := range []float64{1, 2, 2.5, 5} {
		if m*size >= raw {
			step = m * size
			break
		}
	}
	if !(step > 0) {
		return nil
	}
	var list []float64
	for k := math.Ceil(x.lo/step - 1e-9); k*step <= x.hi+1e-9*step && len(list) < 2*n+2; k++ {
		list = append(list, k*step)
	}
	return list
}

// A span grows around what it is shown. The zero value holds nothing.
type span struct {
	lo, hi float64
	any    bool
}

func (s *span) add(values ...float64) {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			continue
		}
		if !s.any {
			s.lo, s.hi, s.any = v, v, true
		}
		s.lo, s.hi = min(s.lo, v), max(s.hi, v)
	}
}

// reach adds v where the span does not grow to more than so many times its size.
func (s *span) reach(v, times float64) bool {
	grown := *s
	grown.add(v)
	if size := s.hi - s.lo; grown.hi-grown.lo > times*size && size > 0 {
		return false
	}
	*s = grown
	return true
}

// padded returns the span with a margin of so much of its size; a point gets
// some size first.
func (s span) padded(share float64) span {
	size := s.hi - s.lo
	if !(size > 0) {
		if size = math.Abs(s.hi) / 10; size == 0 {
			size = 1
		}
	}
	return span{s.lo - share*size, s.hi + share*size, true}
}
