// Package explain says where in the code a benchmark's change comes from, given
// profiles of both sides. It is pure: profiles, and what is to be known of the
// sources, come in; an explanation comes out.
//
//	samples → frames → kept or outside of the loop → owner → per operation
//	  → rounds averaged → functions, shares and calls of both sides together
//
// A sample belongs to its owner, the innermost function that is neither the
// runtime's, nor package testing's, nor of the standard library: their code is
// the same on both sides, so what changed is who calls it, and how often.
package explain

import (
	"time"

	"github.com/google/pprof/profile"

	"github.com/benchgate/benchgate/internal/report"
)

// The kinds of profiles.
const (
	CPU          = "cpu"
	AllocSpace   = "alloc_space"
	AllocObjects = "alloc_objects"
	Block        = "block"
	Mutex        = "mutex"
)

// A Run is the profile of one process of one side.
type Run struct {
	Profile *profile.Profile
	// N is the number of iterations asked for.
	N int64
	// CPU is the CPU time of the whole process; 0 where it is not known, and for
	// profiles of other things.
	CPU time.Duration
}

// A Side is what is known of base or of head. The zero value has no samples.
type Side struct {
	Code Code
	// Runs are those of the kind to be explained, one a round, in order.
	Runs []Run
	// Allocs are allocation profiles, to tell whose garbage the collector works
	// for; may be empty.
	Allocs []Run
}

// A Question is one change to be explained.
type Question struct {
	Package, Benchmark string
	// Unit is that of the report's row, Kind what Runs profile.
	Unit, Kind string
	// Base and Head have equally many runs; the k-th of both are a round.
	Base, Head Side
}

// Explain answers a question. Changed lines are left to Mark, and the files of
// the profiles to the caller.
func Explain(q Question) report.Explanation {
	base, head := q.Base.total(q.Kind), q.Head.total(q.Kind)
	e := report.Explanation{
		Package: q.Package, Benchmark: q.Benchmark, Unit: q.Unit, Kind: q.Kind, ProfileUnit: unitOf(q.Kind),
		Base: base.shown(), Head: head.shown(),
		Error:  errorOf(base.sums(), head.sums()),
		Shares: shares(base, head),
		Tree:   merged(base, head),
	}
	e.Functions, e.Rest = q.functions(base, head)
	e.Unclear = unclear(q, e)
	return e
}

// unitOf is the unit of a kind's values, per operation.
func unitOf(kind string) string {
	switch kind {
	case AllocSpace:
		return "B/op"
	case AllocObjects:
		return "allocs/op"
	}
	return "sec/op"
}
