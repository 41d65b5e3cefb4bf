// Package round holds what measuring produces and comparing consumes: rounds.
//
// A round is one fresh base process and one fresh head process that are
// compared with each other; it is the unit of every test. The package also
// owns the two file formats in which rounds travel: rounds.jsonl, from which
// the whole decision is recomputed, and the Go benchmark format, which
// benchstat reads. It performs no measuring and no statistics.
package round

// A Side is one of the two things compared.
type Side string

// The two sides.
const (
	Base Side = "base"
	Head Side = "head"
)

// Sides lists both sides in the order in which they are shown.
var Sides = [2]Side{Base, Head}

// Other returns the opposite side.
func (s Side) Other() Side {
	if s == Base {
		return Head
	}
	return Base
}

// A Benchmark is the identity of a benchmark on either side. The zero value
// names no benchmark.
type Benchmark struct {
	// Package is the import path of the package that declares it, without the
	// _test suffix of an external test package.
	Package string `json:"package"`
	// Name is the name that benchstat shows: without the word Benchmark, with
	// sub-benchmarks, and with the GOMAXPROCS suffix (absent when it is 1).
	Name string `json:"benchmark"`
}

// String returns the package and the name, separated by a dot as in
// "example.com/p.Parse/size=1-8".
func (b Benchmark) String() string { return b.Package + "." + b.Name }

// A Stage tells to which stage of deciding a round belongs.
type Stage string

// The stages of the staged procedure. Rounds of different stages are
// never pooled in one test.
const (
	Screen  Stage = "screen"
	Confirm Stage = "confirm"
)

// A Value is what one process of a round measured in one unit.
type Value struct {
	// Center is a robust estimate of the process's turns, in the canonical unit.
	// An engine that takes one sample a process sets it to that sample.
	Center float64 `json:"center"`
	// Mean is total quantity over total iterations, in the canonical unit. It
	// equals Center for an engine that takes one sample a process.
	Mean float64 `json:"mean"`
}

// Values maps canonical units (sec/op, B/op, allocs/op, B/s, or custom) to
// what one process measured.
type Values map[string]Value

// MaxShards bounds the parts that a suite is spread over. GitHub runs no more
// jobs of one matrix.
const MaxShards = 256

// A Round is one line of rounds.jsonl. The zero value is not a valid round.
type Round struct {
	Benchmark
	// Index numbers the rounds of one benchmark from 0 in the order measured.
	Index int `json:"round"`
	// Engine is turns, exec or files.
	Engine string `json:"engine"`
	Stage  Stage  `json:"stage"`
	// Layout numbers the layout of functions both binaries were linked with; 0
	// is the linker's default.
	Layout uint64 `json:"layout"`
	// First is the side whose process was started first, by a fair coin.
	First Side `json:"first"`
	// Shard numbers, from 1, the part of the suite that the round was decided with
	// where several runners shared one; 0 where the run was not spread.
	Shard int `json:"shard,omitempty"`
	// N is the number of iterations of one sample or turn, equal on both sides.
	N int64 `json:"n"`
	// Base and Head hold only the units that the side reported.
	Base Values `json:"base"`
	Head Values `json:"head"`
}

// Of returns the values of one side.
func (r Round) Of(s Side) Values {
	if s == Base {
		return r.Base
	}
	return r.Head
}
