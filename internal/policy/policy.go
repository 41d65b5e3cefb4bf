// Package policy says what a benchmark is held to: which units are gated, how much
// worse is tolerated, which limits and waivers there are, and what an undecided row
// means for the run. Package judge applies it; docs/design.md explains the rules.
//
// The package is pure.
package policy

import (
	"regexp"
	"time"

	"github.com/benchgate/benchgate/internal/compare"
)

// A Policy is what a pull request is held to. The zero value gates nothing;
// use Default. The yaml tags here and below name the keys of the policy file.
type Policy struct {
	// Thresholds maps canonical units to the tolerated worse change, as a
	// fraction (0.05 for 5 %).
	Thresholds map[string]float64 `yaml:"thresholds"`
	// Rules are consulted in order; later rules win.
	Rules   []Rule   `yaml:"rules"`
	Waivers []Waiver `yaml:"waivers"`
	// Strict asks, for a regression, that the lower bound of the slowdown be
	// over the threshold.
	Strict bool `yaml:"strict"`
	On     On   `yaml:"on"`
	// Alpha is the family-wise error rate of a run, 0.01 by default.
	Alpha float64
}

// A Rule changes the policy for the benchmarks it matches. Nil expressions
// match everything.
type Rule struct {
	// Benchmark matches the whole name without the word Benchmark and without
	// the GOMAXPROCS suffix (see round.Stem); Package matches the whole import path.
	Benchmark  *regexp.Regexp               `yaml:"benchmark,omitempty"`
	Package    *regexp.Regexp               `yaml:"package,omitempty"`
	Thresholds map[string]float64           `yaml:"thresholds,omitempty"` // canonical unit → fraction
	Limits     map[string]Limit             `yaml:"limits,omitempty"`     // canonical unit → bounds
	Better     map[string]compare.Direction `yaml:"better,omitempty"`
	// Action is what a failing row does; empty leaves it as it was.
	Action Action `yaml:"action,omitempty"`
}

// A Limit is an absolute bound on head alone, in the canonical unit. Nil means
// unbounded on that side.
type Limit struct {
	Max *float64 `yaml:"max,omitempty"`
	Min *float64 `yaml:"min,omitempty"`
}

// An Action says what a row that is not a pass does to the run.
type Action string

// The actions.
const (
	Fail   Action = "fail"
	Warn   Action = "warn"
	Ignore Action = "ignore"
)

// A Waiver is a reviewed exception for one benchmark and unit.
type Waiver struct {
	// Benchmark is a literal name, with or without the GOMAXPROCS suffix.
	// Package is a literal import path; empty matches every package.
	Benchmark string `yaml:"benchmark"`
	Package   string `yaml:"package,omitempty"`
	Unit      string `yaml:"unit"` // canonical
	// Max is the worse change tolerated instead of the threshold, as a fraction.
	Max float64 `yaml:"max"`
	// Until is the last day on which the waiver applies, in UTC.
	Until  time.Time `yaml:"until"`
	Reason string    `yaml:"reason"`
	Issue  string    `yaml:"issue,omitempty"`
}

// On says what a kind of row, or a failure of base, does to the run.
type On struct {
	Inconclusive Consequence `yaml:"inconclusive"`
	Removed      Consequence `yaml:"removed"`
	// Failing is what a benchmark does that fails on both sides in the same way: warn
	// or fail (status 3).
	Failing Consequence `yaml:"failing"`
	// BaseBuildFailure is error (status 3) or warn.
	BaseBuildFailure Consequence `yaml:"base-build-failure"`
}

// A Consequence is what something that is not a regression does to the run.
type Consequence string

// The consequences. OnError applies to BaseBuildFailure only.
const (
	OnPass  Consequence = "pass"
	OnWarn  Consequence = "warn"
	OnFail  Consequence = "fail"
	OnError Consequence = "error"
)

// DefaultThreshold is the threshold of a unit whose direction is known and for
// which neither the policy nor the defaults name one, as a fraction.
const DefaultThreshold = 0.05

// Default returns the policy that applies where no file says otherwise.
func Default() Policy {
	return Policy{
		Thresholds: map[string]float64{"sec/op": 0.05, "B/op": 0.05, "allocs/op": 0},
		On:         On{Inconclusive: OnPass, Removed: OnWarn, Failing: OnWarn, BaseBuildFailure: OnError},
		Alpha:      0.01,
	}
}
