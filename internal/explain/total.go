package explain

import (
	"math"

	"github.com/benchgate/benchgate/internal/report"
)

// A total is one side: its rounds averaged.
type total struct {
	mean   *tally
	rounds []*tally
	code   *Code
	exact  bool
}

// total averages the rounds of a side. Every process ran equally many
// iterations, so that is the same as all together.
func (s *Side) total(kind string) total {
	t := total{mean: newTally(), code: &s.Code, exact: kind != CPU}
	garbage := newTally()
	for _, r := range s.Allocs {
		garbage.merge(s.Code.tally(r, AllocSpace), 1/float64(len(s.Allocs)))
	}
	for _, r := range s.Runs {
		one := s.Code.tally(r, kind)
		if kind == CPU {
			one.charge(garbage)
		}
		t.rounds = append(t.rounds, one)
		t.mean.merge(one, 1/float64(len(s.Runs)))
	}
	return t
}

// charge gives what collecting in the background cost to those whose garbage it
// was, by their bytes: a GC cycle comes after so many bytes allocated.
func (t *tally) charge(garbage *tally) {
	cost := t.loose[garbageCollection]
	if cost == 0 || garbage.total <= 0 {
		return
	}
	each := cost / garbage.total
	for name, bytes := range garbage.flat {
		t.own(name, "("+garbageCollection+")", each*bytes)
		t.loose[garbageCollection] -= each * bytes
	}
	for name, bytes := range garbage.cum {
		t.cum[name] += each * bytes
		if _, ok := t.where[name]; !ok {
			t.where[name] = garbage.where[name]
		}
	}
}

// merge adds the other's values times weight, and its samples as they are.
func (t *tally) merge(o *tally, weight float64) {
	t.total += weight * o.total
	t.outside += weight * o.outside
	t.samples += o.samples
	for _, m := range []struct{ to, from map[string]float64 }{
		{t.flat, o.flat}, {t.cum, o.cum}, {t.inlined, o.inlined}, {t.parts, o.parts}, {t.loose, o.loose},
	} {
		for k, v := range m.from {
			m.to[k] += weight * v
		}
	}
	for k, v := range o.count {
		t.count[k] += v
	}
	for name, callees := range o.folded {
		for callee, v := range callees {
			if t.folded[name] == nil {
				t.folded[name] = map[string]float64{}
			}
			t.folded[name][callee] += weight * v
		}
	}
	for k, f := range o.where {
		t.where[k] = f
	}
	t.tree.merge(o.tree, weight)
}

func (t total) shown() report.ProfileTotal {
	return report.ProfileTotal{Total: t.mean.total, Samples: int(t.mean.samples), Outside: t.mean.outside}
}

// A series is one quantity of one side: its value in every round, and the
// variance of their mean that counting samples alone would give.
type series struct {
	values  []float64
	counted float64
}

// of returns the series of a quantity that n samples in all stand behind.
func (t total) of(value func(*tally) float64, n float64) series {
	var s series
	for _, r := range t.rounds {
		s.values = append(s.values, value(r))
	}
	if !t.exact && t.mean.samples > 0 {
		each := t.mean.total / t.mean.samples
		s.counted = (n + 1) * each * each
	}
	return s
}

func (t total) flat(name string) series {
	return t.of(func(r *tally) float64 { return r.flat[name] }, t.mean.count[name])
}

// sums is the series of the totals. What a process used is known, whatever the
// number of samples: only how much of it lay outside of the loop is counted.
func (t total) sums() series {
	s := t.of(func(r *tally) float64 { return r.total }, 0)
	if whole := t.mean.total + t.mean.outside; whole > 0 && t.mean.samples > 0 {
		share := t.mean.outside / whole
		s.counted = whole * whole * share * (1 - share) / t.mean.samples
	}
	return s
}

// errorOf is the standard error of the mean of head minus base: by the spread
// of the rounds' differences, or by counting where that says more. Few rounds
// may agree by chance.
func errorOf(base, head series) float64 {
	n := min(len(base.values), len(head.values))
	if n == 0 {
		return 0
	}
	var mean, spread float64
	for i := range n {
		mean += (head.values[i] - base.values[i]) / float64(n)
	}
	for i := range n {
		d := head.values[i] - base.values[i] - mean
		spread += d * d
	}
	if n > 1 {
		spread /= float64(n-1) * float64(n)
	}
	return math.Sqrt(max(spread, base.counted+head.counted))
}
