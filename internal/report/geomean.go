package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/words"
)

// A geomean is the geometric mean of head/base over the benchmarks of one
// package that have the unit on both sides. Rows of one side only, and values
// that have no ratio, are no part of it.
type geomean struct {
	pkg, unit string
	change    float64 // a fraction, as Row.Change
	n         int     // benchmarks
}

// geomeans returns the means over two benchmarks and more, by package and unit.
func geomeans(rows []judge.Row) []geomean {
	type key struct{ pkg, unit string }
	sums := map[key]*geomean{}
	for _, r := range rows {
		if !compared(&r) || r.Base == nil || r.Head == nil || r.Change == nil || *r.Change <= -1 {
			continue
		}
		k := key{r.Package, r.Unit}
		if sums[k] == nil {
			sums[k] = &geomean{pkg: r.Package, unit: r.Unit}
		}
		sums[k].change += math.Log1p(*r.Change)
		sums[k].n++
	}
	var means []geomean
	for _, g := range sums {
		if g.n > 1 {
			g.change = math.Expm1(g.change / float64(g.n))
			means = append(means, *g)
		}
	}
	slices.SortFunc(means, func(a, b geomean) int {
		return cmp.Or(cmp.Compare(a.pkg, b.pkg), cmp.Compare(a.unit, b.unit))
	})
	return means
}

// words returns the mean in words: "1.2 % slower over 12 benchmarks".
func (g geomean) words() string {
	r := judge.Row{Unit: g.unit, Change: &g.change}
	change := percentage(&r)
	if change == "no change" {
		change += " in " + g.unit
	}
	return change + " over " + words.Count(g.n, "benchmark")
}

// shortPackages returns a function that leaves out of an import path the
// elements that all packages of the report start with; the last element always
// stays.
func shortPackages(rep *Report) func(string) string {
	prefix, first := "", true
	add := func(pkg string) {
		dir := pkg[:lastSlash(pkg)]
		if first {
			prefix, first = dir, false
		}
		for prefix != "" && !(len(dir) >= len(prefix) && dir[:len(prefix)] == prefix) {
			prefix = prefix[:lastSlash(prefix[:len(prefix)-1])]
		}
	}
	for _, r := range rep.Rows {
		add(r.Package)
	}
	for _, n := range slices.Concat(rep.Added, rep.Removed) {
		add(n.Package)
	}
	return func(pkg string) string {
		if len(pkg) > len(prefix) && pkg[:len(prefix)] == prefix {
			return pkg[len(prefix):]
		}
		return pkg
	}
}

// lastSlash returns the length of the part of s up to and with its last slash.
func lastSlash(s string) int {
	for i := len(s); i > 0; i-- {
		if s[i-1] == '/' {
			return i
		}
	}
	return 0
}
