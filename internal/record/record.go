// Package record holds what a run found out, before anybody judges it.
//
// A Record is facts alone: the two sides, the machine, the policy that was in
// force, one entry for every benchmark of either side, and the rounds. It says
// what became of a benchmark (measured, identical, skipped, failed …) and never
// whether that is good. Package judge turns a Record into outcomes, a verdict and
// an exit status, and nothing else does.
//
// The fields are part of report.json (schema benchgate.report/v1); the rounds
// stand beside it in rounds.jsonl. The package does no I/O.
package record

import (
	"time"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/round"
)

// A Record is what one run found out, or several shards together. The zero value
// is a run that found nothing.
type Record struct {
	// Partial is set where the run was interrupted before its end.
	Partial bool `json:"partial"`
	Base    Ref  `json:"base"`
	Head    Ref  `json:"head"`
	// Nonce is a word that whoever started the run chose, by which a report of this
	// run is told from any other; empty for none.
	Nonce string `json:"nonce,omitempty"`
	// Seed reproduces the plan.
	Seed    uint64    `json:"seed"`
	Started time.Time `json:"started"`
	// Seconds is the wall time of the run; MeasuringSeconds is the part of it
	// that measuring took, builds apart.
	Seconds          float64     `json:"seconds"`
	MeasuringSeconds float64     `json:"measuring_seconds"`
	Environment      Environment `json:"environment"`
	// Shard is the part of the suite that the run was asked for, nil for all.
	Shard *Shard `json:"shard,omitempty"`
	// Shards counts the parts of a run that was spread over several and put
	// together again; 0 for any other. Each part had an equal share of alpha.
	Shards int `json:"shards,omitempty"`
	// Arguments are what the run was given beside base, head, shard, output and
	// looks: flags, their BENCHGATE_* variables, packages, build flags.
	Arguments List[string, Many] `json:"arguments,omitempty"`
	Policy    Policy             `json:"policy"`
	// Entries say what became of every benchmark of either side. A benchmark has
	// more than one where several things happened to it.
	Entries List[Entry, Many] `json:"entries"`
	// Notes are warnings of the steps before judging.
	Notes List[string, Many] `json:"notes"`
	// Costs are the last known costs of measuring, by which the next run may assign
	// benchmarks to its shards.
	Costs List[Cost, Many] `json:"costs,omitempty"`

	// Rounds are all that were measured, in order; rounds.jsonl holds them.
	Rounds []round.Round `json:"-"`
	// Files are the samples of a comparison of files, nil for a run.
	Files *Files `json:"-"`
}

// Files are the samples that two sides of result files hold.
type Files struct{ Base, Head *compare.Samples }

// Of returns the samples of one side.
func (f *Files) Of(s round.Side) *compare.Samples {
	if s == round.Base {
		return f.Base
	}
	return f.Head
}

// A Ref is a side as the user named it and the commit it resolved to. For
// compare, Ref is the file's name and SHA is empty.
type Ref struct {
	Ref string `json:"ref"`
	SHA string `json:"sha"`
	// Dirty is set for a snapshot that differs from SHA.
	Dirty bool `json:"dirty,omitempty"`
}

// A Shard is one of Count parts of a suite, numbered from 1.
type Shard struct {
	Index int `json:"index"`
	Count int `json:"count"`
	// Assignment is a checksum of which benchmark is in which part. Only parts of one
	// assignment are together the whole.
	Assignment string `json:"deal,omitempty"`
}

// A Policy tells which policy the run was held to, where it came from, and what
// head changes in it.
type Policy struct {
	Source  string             `json:"source"`
	Changes List[string, Many] `json:"changes"`
	// Text is the policy in force, flags and environment included, as a policy file
	// with every key. Reports of earlier versions have none.
	Text string `json:"text,omitempty"`
	// Alpha is the family-wise error rate of the whole run; 0 where not known.
	Alpha float64 `json:"alpha,omitempty"`
}

// A Cost is the wall time that the rounds of a benchmark function took, with all
// its sub-benchmarks. Benchmark is the function's name without the word
// Benchmark and without a GOMAXPROCS suffix.
type Cost struct {
	Package   string  `json:"package"`
	Benchmark string  `json:"benchmark"`
	Seconds   float64 `json:"seconds"`
}

// A Name is a benchmark's identity.
type Name struct {
	Package   string `json:"package"`
	Benchmark string `json:"benchmark"`
}

// NameOf is the name of a benchmark.
func NameOf(b round.Benchmark) Name { return Name{Package: b.Package, Benchmark: b.Name} }

// Of is the benchmark of the name.
func (n Name) Of() round.Benchmark {
	return round.Benchmark{Package: n.Package, Name: n.Benchmark}
}

// Short is a commit as people write it.
func Short(sha string) string { return sha[:min(12, len(sha))] }
