package gate

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/suite"
)

// An assignment says which shard, from 1, measures which benchmark function. Every
// runner finds it on its own, from nothing but the functions that the source has,
// which of them need measuring, and how long each took as far as it was told.
type assignment struct {
	shard map[suite.Top]int
	sum   string // of all of it: equal for equal assignments
}

// assigned assigns the functions, the slowest first and each to the shard that has
// the least so far. took are in seconds; a function without one counts as the
// mean of the others. Those in idle need no measuring and take nothing.
func assigned(tops []suite.Top, took map[suite.Top]float64, idle map[suite.Top]bool, shards int) assignment {
	// In one order everywhere: a sum of floating-point numbers depends on it.
	tops = slices.Compact(slices.SortedFunc(slices.Values(tops), byTop))
	took = completed(tops, took, idle)
	slices.SortStableFunc(tops, func(a, b suite.Top) int { return cmp.Compare(took[b], took[a]) })
	a := assignment{shard: map[suite.Top]int{}}
	load, count := make([]float64, shards), make([]int, shards)
	hash := sha256.New()
	for _, t := range tops {
		least := 0
		for i := range shards {
			if cmp.Or(cmp.Compare(load[i], load[least]), count[i]-count[least]) < 0 {
				least = i
			}
		}
		load[least], count[least] = load[least]+took[t], count[least]+1
		a.shard[t] = least + 1
		fmt.Fprintf(hash, "%q %q %d/%d\n", t.Package, t.Name, least+1, shards)
	}
	a.sum = hex.EncodeToString(hash.Sum(nil)[:16])
	return a
}

// completed returns a time for every function.
func completed(tops []suite.Top, known map[suite.Top]float64, idle map[suite.Top]bool) map[suite.Top]float64 {
	sum, n := 0.0, 0
	for _, t := range tops {
		if c, ok := known[t]; ok && !idle[t] {
			sum, n = sum+c, n+1
		}
	}
	usual := 1.0
	if sum > 0 {
		usual = sum / float64(n)
	}
	all := map[suite.Top]float64{}
	for _, t := range tops {
		c, ok := known[t]
		switch {
		case idle[t]:
			c = 0
		case !ok:
			c = usual
		}
		all[t] = c
	}
	return all
}

func byTop(a, b suite.Top) int {
	return cmp.Or(strings.Compare(a.Package, b.Package), strings.Compare(a.Name, b.Name))
}

// topOf is the function of a benchmark, whatever its sub-benchmark and suffix.
func topOf(b round.Benchmark) suite.Top {
	f := b.Function()
	return suite.Top{Package: f.Package, Name: f.Name}
}
