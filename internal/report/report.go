// Package report holds the one Report and renders it: text, Markdown, JSON,
// JUnit, GitHub workflow commands and CSV. Packages below it make the page, the
// pictures and benchstat's classic table.
//
// The package is pure. report.json (schema benchgate.report/v1) joins judging
// to publishing and is the trust boundary between them: fields may be added to
// it, never renamed.
package report

import (
	"time"

	"github.com/benchgate/benchgate/internal/policy"
)

// Schema names the version of the JSON document.
const Schema = "benchgate.report/v1"

// A Report is what a run found. The zero value is not a valid report: Schema
// and Outcome are required.
type Report struct {
	Schema  string         `json:"schema"`
	Outcome policy.Verdict `json:"outcome"`
	// Status is the exit status of the run that wrote the report.
	Status  int  `json:"status"`
	Partial bool `json:"partial"`
	Base    Ref  `json:"base"`
	Head    Ref  `json:"head"`
	// Nonce is a word that whoever started the run chose, by which a report of
	// this run is told from any other; empty for none.
	Nonce string `json:"nonce,omitempty"`
	// Seed reproduces the plan.
	Seed    uint64    `json:"seed"`
	Started time.Time `json:"started"`
	// Seconds is the wall time of the run; MeasuringSeconds is the part of it
	// that measuring took, builds apart.
	Seconds          float64 `json:"seconds"`
	MeasuringSeconds float64 `json:"measuring_seconds"`
	Alpha            float64 `json:"alpha"`
	// Hypotheses is the size of the family over which Alpha is shared.
	Hypotheses  int         `json:"hypotheses"`
	Environment Environment `json:"environment"`
	// Shard is the part of the suite that the run was asked for, nil for all.
	Shard *Shard `json:"shard,omitempty"`
	// Shards counts the parts of a run that was spread over several and put
	// together again; 0 for any other. Alpha is that of the whole, and each part
	// had an equal share of it.
	Shards int `json:"shards,omitempty"`
	// Arguments are what the run was given beside base, head, shard, output and
	// looks: flags, their BENCHGATE_* variables, packages, build flags.
	Arguments []string   `json:"arguments,omitempty"`
	Policy    PolicyInfo `json:"policy"`
	Rows      []Row      `json:"rows"`
	// Added and Removed list benchmarks that exist on one side only.
	Added   []Name `json:"added"`
	Removed []Name `json:"removed"`
	// NotSelected lists the benchmark functions that --changed left out: nothing
	// that they are compiled from changed. Nothing was measured of them, and they
	// did not pass.
	NotSelected []Name    `json:"not_selected,omitempty"`
	Failures    []Failure `json:"failures"`
	Warnings    []string  `json:"warnings"`
	// Costs are the last known costs of measuring, by which the next run may deal
	// out benchmarks to its shards.
	Costs []Cost `json:"costs,omitempty"`
	// Explanations tell where the regressions come from, worst first.
	Explanations []Explanation `json:"explanations,omitempty"`
	// Reproduce is the command that runs the same comparison again: one benchgate
	// command line whose special characters stand in single quotes. People are
	// asked to paste it, so any other text is not shown.
	Reproduce string `json:"reproduce"`
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
	// Deal is a checksum of which benchmark is in which part. Only parts of one
	// deal are together the whole: others may have left a benchmark to each other.
	Deal string `json:"deal,omitempty"`
}

// A Cost is the wall time that the rounds of a benchmark function took, with all
// its sub-benchmarks. Benchmark is the function's name without the word
// Benchmark and without a GOMAXPROCS suffix.
type Cost struct {
	Package   string  `json:"package"`
	Benchmark string  `json:"benchmark"`
	Seconds   float64 `json:"seconds"`
}

// PolicyInfo tells where the policy came from and what head changes in it.
type PolicyInfo struct {
	Source  string   `json:"source"`
	Changes []string `json:"changes"`
}

// A Row is one benchmark × unit. Numbers that cannot be computed are null.
type Row struct {
	Package   string         `json:"package"`
	Benchmark string         `json:"benchmark"`
	Unit      string         `json:"unit"`
	Engine    string         `json:"engine"`
	Outcome   policy.Outcome `json:"outcome"`
	Action    policy.Action  `json:"action"`
	Reason    string         `json:"reason"`
	// File is relative to the repository, with forward slashes; Line is 1-based.
	// Both are those of the benchmark's function in head.
	File string `json:"file"`
	Line int    `json:"line"`
	// Better is lower, higher or empty where unknown.
	Better string   `json:"better"`
	Base   *Summary `json:"base"`
	Head   *Summary `json:"head"`
	// Change, ChangeLo and ChangeHi are fractions: 0.05 is 5 % more of the unit.
	Change   *float64 `json:"change"`
	ChangeLo *float64 `json:"change_lo"`
	ChangeHi *float64 `json:"change_hi"`
	// Detectable is the smallest worse change that would have been seen.
	Detectable *float64 `json:"detectable"`
	// P is one-sided in the worse direction, or for an improvement in the better
	// one; two-sided for files.
	P *float64 `json:"p"`
	// MinP is the smallest p that so many values could ever have given. Only rows
	// of files have it, where a test exists: one over Alpha could never have failed.
	MinP  *float64 `json:"min_p,omitempty"`
	Alpha *float64 `json:"alpha"`
	// Threshold is a fraction; null where the unit is not gated.
	Threshold *float64 `json:"threshold"`
	Limit     *Limit   `json:"limit"`
	Exact     bool     `json:"exact"`
	Waived    bool     `json:"waived"`
	// Rounds counts the pairs behind the row, 0 for files. They are those of one
	// Stage: screen, or confirm; empty for files.
	Rounds int    `json:"rounds"`
	Stage  string `json:"stage"`
	// OnMean is set where the row is about the means of the rounds and not about
	// their centres, which forget costs that only a few turns pay.
	OnMean   bool     `json:"on_mean,omitempty"`
	Warnings []string `json:"warnings,omitempty"`
}

// A Summary is one side's centre with its 95 % interval, in the row's unit.
type Summary struct {
	Center float64  `json:"center"`
	Lo     *float64 `json:"lo"`
	Hi     *float64 `json:"hi"`
	N      int      `json:"n"`
}

// A Limit is an absolute bound on head, in the row's unit.
type Limit struct {
	Max *float64 `json:"max"`
	Min *float64 `json:"min"`
}

// A Name is a benchmark's identity.
type Name struct {
	Package   string `json:"package"`
	Benchmark string `json:"benchmark"`
}

// A Failure is something that could not be measured. Benchmark is empty where
// the whole package or side failed. Stage is resolve, prepare, list, build,
// run or read.
type Failure struct {
	Side      string `json:"side"`
	Package   string `json:"package"`
	Benchmark string `json:"benchmark"`
	Stage     string `json:"stage"`
	Message   string `json:"message"`
	// Ignored is set where the policy says that the failure does not count
	// (base-build-failure: warn).
	Ignored bool `json:"ignored,omitempty"`
}
