package compare

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/benchgate/benchgate/internal/round"
)

// Options tells Files what the files cannot know. The zero value leaves all to
// the files.
type Options struct {
	// Better returns the direction that the policy gives a canonical unit, or
	// Unknown where the policy is silent: then a better= line in base's files
	// counts, then DirectionOf, then a better= line in head's. Nil is always
	// silent. It is called from one goroutine.
	Better func(b round.Benchmark, unit string) Direction
}

// row is one benchmark × unit to be compared.
type row struct {
	delta      Delta
	base, head []float64
}

// Files compares the samples of two sides. Rows come in the order in which
// base's files first mention them, head's own after those of the same
// benchmark, or at the end. A row that only one side has keeps the other nil.
// Where configuration lines tell results of one name apart, the name says which
// they have: "Sum-8 [goarch=arm64]".
//
// Estimate, interval and p are benchmath's, so that they equal benchstat's.
// Change is the ratio of the estimates. Its interval inverts the U test on the
// logarithms (Hodges–Lehmann): order statistics of all pairwise log-ratios, so
// it bounds the typical ratio, outside of which the ratio of the estimates can
// fall in odd samples.
//
// Unit metadata on which the sides disagree is an *Unreadable error.
func Files(base, head *Samples, opts Options) ([]Delta, error) {
	if err := disagreement(base, head); err != nil {
		return nil, err
	}
	tellApart(Varying(base, head), base, head)
	rows := align(base, head)
	for i := range rows {
		d := &rows[i].delta
		d.Better = opts.direction(base, head, d.Benchmark, d.Unit)
	}
	each(len(rows), func(i int) {
		r := &rows[i]
		r.delta.unpaired(r.base, r.head, assumption(base, head, r.delta.Unit))
	})
	deltas := make([]Delta, len(rows))
	for i := range rows {
		deltas[i] = rows[i].delta
	}
	return deltas, nil
}

// align lists the rows of both sides.
func align(base, head *Samples) []row {
	var rows []row
	add := func(b round.Benchmark, unit string, base, head []float64) {
		rows = append(rows, row{unknown(b, unit, "files", Unknown), base, head})
	}
	for _, b := range base.order {
		other := head.lookup(b.Benchmark)
		for _, s := range b.series {
			if head := other.values(s.unit); s.values != nil || head != nil {
				add(b.Benchmark, s.unit, s.values, head)
			}
		}
		if other != nil {
			for _, s := range other.series {
				if b.find(s.unit) == nil && s.values != nil {
					add(b.Benchmark, s.unit, nil, s.values)
				}
			}
		}
	}
	for _, b := range head.order {
		if base.lookup(b.Benchmark) == nil {
			for _, s := range b.series {
				if s.values != nil {
					add(b.Benchmark, s.unit, nil, s.values)
				}
			}
		}
	}
	return rows
}

// each calls f for 0 … n−1 on all CPUs.
func each(n int, f func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wg.Wait()
}
