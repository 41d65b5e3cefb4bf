package turns

import (
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// mostMisses is how often a benchmark may be missed by one side before it is
// measured by processes of its own.
const mostMisses = 2

// A function is a benchmark function with what its processes are started with.
type function struct {
	pkg, name string
	procs     int
	alone     bool
}

func functionOf(t measure.Target) function {
	return function{t.Package, t.Top(), t.Procs, t.Alone}
}

// A party is what a round serves.
type party struct {
	visits []measure.Visit // of one function; at least one
	// shared tells that the function is to see itself asked for all that the user
	// selects, and not for the one visit alone.
	shared bool
}

func (p party) function() function { return functionOf(p.visits[0].Target) }

// known is what an engine knows of benchmarks. The zero value knows nothing.
type known struct {
	plans map[round.Benchmark]plan
	ages  map[round.Benchmark]int  // rounds so far that became slower, one after the other
	apart map[round.Benchmark]bool // its sides go one after the other
	// Of what shares processes with others of its function: how often it was missed in
	// them, whether it has its own for good, and the same of whole functions.
	misses map[round.Benchmark]int
	lone   map[round.Benchmark]bool
	parted map[function]bool
	common map[function]map[string]bool // what both sides come to in the same order
	warned map[string]bool
}

// put sets an entry of a map that may be nil.
func put[K comparable, V any](m *map[K]V, k K, v V) {
	if *m == nil {
		*m = map[K]V{}
	}
	(*m)[k] = v
}

// common returns a longest common subsequence of what both sides came to, as a set.
func common(base, head []string) map[string]bool {
	longest := make([][]int, len(base)+1) // of what is left from i and j on
	for i := range longest {
		longest[i] = make([]int, len(head)+1)
	}
	for i := len(base) - 1; i >= 0; i-- {
		for j := len(head) - 1; j >= 0; j-- {
			if base[i] == head[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	set := map[string]bool{}
	for i, j := 0, 0; i < len(base) && j < len(head); {
		switch {
		case base[i] == head[j]:
			set[base[i]] = true
			i, j = i+1, j+1
		case longest[i+1][j] >= longest[i][j+1]:
			i++
		default:
			j++
		}
	}
	return set
}
