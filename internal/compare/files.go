package compare

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/benchgate/benchgate/internal/round"
	"golang.org/x/perf/benchfmt"
)

// Options tells Files what the files cannot know. The zero value leaves all to
// the files.
type Options struct {
	// Better returns the direction that the policy gives a canonical unit, or
	// Unknown where the policy is silent: then a better= line in the files
	// counts, then DirectionOf. Nil is always silent. It is called from one
	// goroutine.
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
//
// Centre, interval and p are benchmath's, so that they equal benchstat's.
// Change is the ratio of the centres. Its interval inverts the U test on the
// logarithms (Hodges–Lehmann): order statistics of all pairwise log-ratios, so
// it bounds the typical ratio, outside of which the ratio of the centres can
// fall in odd samples.
//
// Unit metadata on which the sides disagree is an *Unreadable error.
func Files(base, head *Samples, opts Options) ([]Delta, error) {
	meta, err := merge(base.reader.Units(), head.reader.Units())
	if err != nil {
		return nil, err
	}
	rows := align(base, head)
	for i := range rows {
		d := &rows[i].delta
		d.Better = opts.direction(meta, d.Benchmark, d.Unit)
	}
	each(len(rows), func(i int) {
		r := &rows[i]
		r.delta.unpaired(r.base, r.head, meta.GetAssumption(r.delta.Unit))
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
			add(b.Benchmark, s.unit, s.values, other.values(s.unit))
		}
		if other != nil {
			for _, s := range other.series {
				if b.values(s.unit) == nil {
					add(b.Benchmark, s.unit, nil, s.values)
				}
			}
		}
	}
	for _, b := range head.order {
		if base.lookup(b.Benchmark) == nil {
			for _, s := range b.series {
				add(b.Benchmark, s.unit, nil, s.values)
			}
		}
	}
	return rows
}

// direction returns which way of a unit is better.
func (o Options) direction(meta benchfmt.UnitMetadataMap, b round.Benchmark, unit string) Direction {
	if o.Better != nil {
		if d := o.Better(b, unit); d != Unknown {
			return d
		}
	}
	if m := meta.Get(unit, "better"); m != nil {
		switch m.Value {
		case "higher":
			return Higher
		case "lower":
			return Lower
		}
	}
	return DirectionOf(unit)
}

// merge joins the unit metadata of both sides.
func merge(base, head benchfmt.UnitMetadataMap) (benchfmt.UnitMetadataMap, error) {
	all := benchfmt.UnitMetadataMap{}
	for key, m := range base {
		all[key] = m
	}
	var clashes []*benchfmt.UnitMetadata
	for key, m := range head {
		if b := base[key]; b != nil && b.Value != m.Value {
			clashes = append(clashes, m)
		}
		all[key] = m
	}
	slices.SortFunc(clashes, func(a, b *benchfmt.UnitMetadata) int {
		fileA, lineA := a.Pos()
		fileB, lineB := b.Pos()
		return cmp.Or(cmp.Compare(fileA, fileB), cmp.Compare(lineA, lineB), cmp.Compare(a.Key, b.Key))
	})
	var bad Unreadable
	for _, m := range clashes {
		file, line := m.Pos()
		otherFile, otherLine := base[m.UnitMetadataKey].Pos()
		bad.add(file, line, fmt.Sprintf("unit %s: %s=%s, but %s:%d says %s",
			m.OrigUnit, m.Key, m.Value, otherFile, otherLine, base[m.UnitMetadataKey].Value))
	}
	return all, bad.err()
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
