package record

import (
	"strings"

	"github.com/benchgate/benchgate/internal/round"
)

// A State says what became of a benchmark. It is a fact, not a judgement.
type State string

// The states.
const (
	// Measured: both sides have it, and measuring began or was to begin. Without
	// rounds there was no time for it.
	Measured State = "measured"
	// Identical: both sides' binaries are the same, and no benchmark input changed.
	Identical State = "identical"
	// Skipped: it called Skip, on Side, or on both where Side is empty.
	Skipped State = "skipped"
	// Added: only head has it.
	Added State = "added"
	// Removed: only base has it.
	Removed State = "removed"
	// Failed: it ended without a result. Without a benchmark the package failed,
	// without a package the side or the whole run.
	Failed State = "failed"
	// NotSelected: a benchmark function that the run was asked to leave out.
	NotSelected State = "not-selected"
)

// States are all states.
var States = []State{Measured, Identical, Skipped, Added, Removed, Failed, NotSelected}

// A Kind is a way to fail.
type Kind string

// The kinds.
const (
	Fails    Kind = "fails"     // b.Fatal, b.Error and the like
	Panics   Kind = "panics"    // a panic, or a fatal error of the runtime
	Exits    Kind = "exits"     // it exited, or was killed
	TimesOut Kind = "times out" // nothing was heard of it for too long
)

// Kinds are all kinds.
var Kinds = []Kind{Fails, Panics, Exits, TimesOut}

// An Entry is what a run found out about one benchmark, beside its rounds.
type Entry struct {
	Package   string `json:"package"`
	Benchmark string `json:"benchmark"`
	State     State  `json:"state"`
	// Side is the one that it is about, empty for both or neither.
	Side round.Side `json:"side,omitempty"`
	// Stage is where it failed: resolve, prepare, list, build, run or read.
	Stage string `json:"stage,omitempty"`
	// Kind is in which way the test binary failed at stage run, steered by nothing: as
	// go test fails. Empty where that is not known.
	Kind Kind `json:"kind,omitempty"`
	// Reason says why, in the benchmark's or our own words. It may have lines.
	Reason string `json:"reason,omitempty"`
	// Hint says what to do about a failure, to who has run it.
	Hint string `json:"-"`
	// File is relative to the repository, with forward slashes; Line is 1-based.
	// Both are those of the benchmark's function in head.
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
}

// Of is the benchmark that the entry is about.
func (e Entry) Of() round.Benchmark {
	return round.Benchmark{Package: e.Package, Name: e.Benchmark}
}

// Picked tells whether the run was asked for a part of the benchmarks only.
func (r *Record) Picked() bool {
	for _, a := range r.Arguments {
		name, _, _ := strings.Cut(a, "=")
		switch {
		case a == "--":
			return r.Shard != nil
		case name == "--bench", name == "--shard", !strings.HasPrefix(a, "-"):
			return true
		}
	}
	return r.Shard != nil
}

// In returns the benchmarks of the entries in a state, in order.
func (r *Record) In(s State) []Name {
	var names []Name
	for _, e := range r.Entries {
		if e.State == s {
			names = append(names, Name{e.Package, e.Benchmark})
		}
	}
	return names
}

// Place returns where the function of a benchmark stands in head, "" and 0 where
// that is not known.
func (r *Record) Place() func(round.Benchmark) (file string, line int) {
	type place struct {
		file string
		line int
	}
	places := map[round.Benchmark]place{}
	for _, e := range r.Entries {
		if e.File != "" {
			places[e.Of()] = place{e.File, e.Line}
		}
	}
	return func(b round.Benchmark) (string, int) { return places[b].file, places[b].line }
}
