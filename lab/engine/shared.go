package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// family are the leaves of the shared set's function.
var family = []string{"Sort", "SHA256", "MapLookup", "MapInsert", "Marshal", "Regexp", "Deflate", "Alloc"}

// A sitting is one round of all leaves.
type sitting struct {
	Together bool      `json:"together"` // in one process a side
	Seconds  float64   `json:"seconds"`  // of all
	Ratios   []float64 `json:"ratios"`   // log-ratios of sec/op, leaf by leaf
}

// shared shows whether the leaves of one function depend on each other where one
// process a side serves them all: by rounds of identical code, beside rounds of the
// same leaves that have processes of their own.
func shared(f *flags) func(context.Context, *lab) (report, error) {
	reps := f.Int("reps", 100, "rounds of all leaves, of either kind")
	return func(ctx context.Context, l *lab) (report, error) {
		if err := atLeast("reps", *reps, 4); err != nil {
			return report{}, err
		}
		subjects, _, err := l.set(ctx, "shared", false)
		if err != nil {
			return report{}, err
		}
		var targets []measure.Target
		for _, leaf := range family {
			t := subjects[0].same()
			t.Run = t.Run + "/" + leaf
			t.Name = t.Run
			targets = append(targets, t)
		}
		sittings, err := l.sittings(ctx, targets, *reps)
		if err != nil {
			return report{}, err
		}
		return report{tables: []table{dependence(sittings), byLeaf(sittings)}, trials: sittings}, nil
	}
}

// sittings takes rounds of both kinds in random order, by an engine for each.
func (l *lab) sittings(ctx context.Context, targets []measure.Target, reps int) (all []sitting, err error) {
	engines := map[bool]measure.Engine{true: l.turns(), false: l.turns()}
	p := l.start(2*reps, time.Duration(2*reps*len(targets))*150*time.Millisecond)
	for range reps {
		order := []bool{true, false}
		if l.coins.IntN(2) == 0 {
			slices.Reverse(order)
		}
		for _, together := range order {
			s, err := l.sit(ctx, engines[together], targets, together)
			if err != nil {
				return nil, err
			}
			all = append(all, s)
			p.done(len(all), p.plan*time.Duration(len(all))/time.Duration(2*reps), fmt.Sprintf("together %v in %.1f s", together, s.Seconds))
		}
	}
	return all, nil
}

func (l *lab) sit(ctx context.Context, e measure.Engine, targets []measure.Target, together bool) (sitting, error) {
	var visits []measure.Visit
	for _, t := range targets {
		visits = append(visits, measure.Visit{Target: t, First: l.coin()})
	}
	from, take := time.Now(), e.Rounds
	if !together {
		l.coins.Shuffle(len(visits), func(i, j int) { visits[i], visits[j] = visits[j], visits[i] })
		take = func(ctx context.Context, visits []measure.Visit, layout uint64) []measure.Outcome {
			return measure.Each(ctx, e, visits, layout)
		}
	}
	s := sitting{Together: together, Ratios: make([]float64, len(targets))}
	outs := take(ctx, visits, 0)
	s.Seconds = time.Since(from).Seconds()
	for i, o := range outs {
		ratio, err := logRatio(o.Round)
		if err = errors.Join(o.Err, err); err != nil {
			return s, fmt.Errorf("%s: %w", visits[i].Name, err)
		}
		k := slices.IndexFunc(targets, func(t measure.Target) bool { return t.Benchmark == visits[i].Benchmark })
		s.Ratios[k] = ratio
	}
	return s, nil
}

// logRatio is a round's log-ratio of sec/op.
func logRatio(r round.Round) (float64, error) {
	b, h := r.Base["sec/op"].Center, r.Head["sec/op"].Center
	if !(b > 0 && h > 0) {
		return 0, errors.New("a round has no sec/op")
	}
	return math.Log(h / b), nil
}

// ways are the two kinds of rounds, as the tables call them.
var ways = []struct {
	name     string
	together bool
}{{"one process for all", true}, {"a process each", false}}

// ratiosOf returns the log-ratios of one kind, a row a leaf.
func ratiosOf(sittings []sitting, together bool) (rows [][]float64, seconds float64) {
	rows = make([][]float64, len(family))
	n := 0.0
	for _, s := range sittings {
		if s.Together != together {
			continue
		}
		for i, r := range s.Ratios {
			rows[i] = append(rows[i], r)
		}
		seconds, n = seconds+s.Seconds, n+1
	}
	return rows, seconds / n
}

// dependence is the table of correlations between the leaves of a round.
func dependence(sittings []sitting) table {
	t := table{title: "Log-ratios of the leaves of a round, identical code", head: []string{"rounds", "number", "time of all eight",
		"mean of 28 correlations", "its error if there are none", "median size", "the same if there are none", "largest size", "variance of the leaves' mean, over that of independent ones"}}
	for _, w := range ways {
		rows, took := ratiosOf(sittings, w.together)
		n := float64(len(rows[0]))
		var all, sizes []float64
		for i := range rows {
			for j := range i {
				r := correlation(ranks(rows[i]), ranks(rows[j]))
				all, sizes = append(all, r), append(sizes, math.Abs(r))
			}
		}
		t.add(w.name, fmt.Sprint(n), seconds(took), number("%+.3f", mean(all)), number("%.3f", 1/math.Sqrt((n-1)*float64(len(all)))),
			number("%.3f", median(sizes)), number("%.3f", 0.674/math.Sqrt(n-1)), number("%.3f", slices.Max(sizes)), number("%.2f", inflation(rows)))
	}
	t.after = "Correlations are Spearman's, of ranks. The last column is of ratios in units of each leaf's own deviation."
	return t
}

// byLeaf is the table of the leaves' scatter.
func byLeaf(sittings []sitting) table {
	t := table{title: "Scatter of a round's log-ratio, by leaf", head: []string{"leaf", ways[0].name, "mean", ways[1].name, "mean"}}
	var rows [2][][]float64
	for k, w := range ways {
		rows[k], _ = ratiosOf(sittings, w.together)
	}
	for i, leaf := range family {
		t.add(leaf, percent(deviation(rows[0][i])), signed(mean(rows[0][i])), percent(deviation(rows[1][i])), signed(mean(rows[1][i])))
	}
	return t
}

// inflation is the variance of the mean of standardized rows over that of
// independent ones.
func inflation(rows [][]float64) float64 {
	means := make([]float64, len(rows[0]))
	for _, row := range rows {
		d, m := deviation(row), mean(row)
		for k, x := range row {
			means[k] += (x - m) / d / float64(len(rows))
		}
	}
	d := deviation(means)
	return d * d * float64(len(rows))
}

// ranks returns the rank of each of xs, which differ.
func ranks(xs []float64) []float64 {
	order := make([]int, len(xs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		switch {
		case xs[i] < xs[j]:
			return -1
		case xs[i] > xs[j]:
			return 1
		}
		return 0
	})
	ranks := make([]float64, len(xs))
	for k, i := range order {
		ranks[i] = float64(k)
	}
	return ranks
}

// correlation is Pearson's.
func correlation(xs, ys []float64) float64 {
	mx, my, sum := mean(xs), mean(ys), 0.0
	for i := range xs {
		sum += (xs[i] - mx) * (ys[i] - my)
	}
	return sum / float64(len(xs)-1) / deviation(xs) / deviation(ys)
}
