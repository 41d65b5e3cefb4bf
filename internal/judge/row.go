package judge

import (
	"cmp"
	"slices"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/round"
)

// A Row is one benchmark × unit with what became of it, as report.json has it and
// every format shows it. Numbers that cannot be computed are nil.
type Row struct {
	Package   string        `json:"package"`
	Benchmark string        `json:"benchmark"`
	Unit      string        `json:"unit"`
	Engine    string        `json:"engine"`
	Outcome   Outcome       `json:"outcome"`
	Action    policy.Action `json:"action"`
	Reason    string        `json:"reason"`
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
	// MinP is the smallest p that this number of values can give. Only rows of
	// files that have a test have it. If MinP > Alpha, the row cannot fail.
	MinP *float64 `json:"min_p,omitempty"`
	// Alpha is the level that P was held against, after correction for the size of
	// the family.
	Alpha *float64 `json:"alpha"`
	// Threshold is the tolerated worse change as a fraction, nil where the unit is
	// not gated. With a waiver it is the waiver's.
	Threshold *float64 `json:"threshold"`
	Limit     *Limit   `json:"limit"`
	// Gated tells whether the row can fail the run, or be a warning, at all.
	Gated bool `json:"gated,omitempty"`
	// Unfinished is set where measuring ended before the row was decided: for want
	// of time, and not for noise.
	Unfinished bool `json:"unfinished,omitempty"`
	// Suspected is set where the screen found it likely to be worse than allowed.
	Suspected bool `json:"suspected,omitempty"`
	Exact     bool `json:"exact"`
	// Waived is set when a waiver that is in force decided the row: it would have
	// been a regression without it.
	Waived bool `json:"waived"`
	// Rounds counts the pairs behind the row, 0 for files. They are those of one
	// Stage: screen, or confirm; empty for files.
	Rounds int    `json:"rounds"`
	Stage  string `json:"stage"`
	// OnMean is set where the row compares the means of the rounds instead of
	// their estimates, which hide costs that occur in few turns only.
	OnMean   bool                            `json:"on_mean,omitempty"`
	Warnings record.List[string, record.Few] `json:"warnings,omitempty"`

	// Rule is the action of the rules, before on.inconclusive or on.removed softens
	// it. Only judging needs it.
	Rule policy.Action `json:"-"`
}

// A Summary is one side's estimate with its 95 % interval, in the row's unit.
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

// The words of Row.Better.
const (
	BetterLower  = "lower"
	BetterHigher = "higher"
)

// RowOf returns the row of a delta that nobody judged.
func RowOf(d compare.Delta) Row {
	r := Row{Package: d.Package, Benchmark: d.Name}
	r.show(d)
	return r
}

// Of is the benchmark of the row.
func (r Row) Of() round.Benchmark {
	return round.Benchmark{Package: r.Package, Name: r.Benchmark}
}

// show puts the numbers of a delta into the row.
func (r *Row) show(d compare.Delta) {
	r.Unit, r.Engine, r.Better = d.Unit, d.Engine, betterWord(d.Better)
	r.Base, r.Head = summary(d.Base), summary(d.Head)
	r.Change, r.ChangeLo, r.ChangeHi = known(d.Change), known(d.ChangeLo), known(d.ChangeHi)
	r.Detectable, r.P = known(d.Detectable), known(d.P)
	r.Exact, r.Rounds, r.Warnings = d.Exact, d.Rounds, slices.Clone(d.Warnings)
	if r.MinP = nil; d.Engine == "files" { // rounds are taken until a row is decided
		r.MinP = known(d.MinP)
	}
}

// Fails reports whether the row fails the run by itself.
func (r Row) Fails() bool { return r.counts() && r.Action == policy.Fail }

// Warns reports whether the row is a warning: it would fail the run if the
// policy did not say warn.
func (r Row) Warns() bool { return r.counts() && r.Action == policy.Warn }

func (r Row) counts() bool {
	switch r.Outcome {
	case Regression, LimitBroken, Inconclusive, Removed:
		return r.Gated
	}
	return false
}

// tested reports whether statistics can fail the row.
func (r Row) tested() bool {
	return r.Gated && !r.Exact && r.Base != nil && r.Head != nil && r.Threshold != nil
}

// hopeless reports whether a sample of this size could never have reached the
// row's level. Where there is no test at all, there is no hope either.
func (r Row) hopeless() bool {
	return r.Stage == "" && (r.MinP == nil || r.Alpha == nil || *r.MinP > *r.Alpha)
}

// held reports whether there is anything to hold the row against.
func (r Row) held() bool { return r.Threshold != nil || r.Limit != nil }

// ByName is the order of rows; equal ones keep theirs.
func ByName(a, b Row) int {
	return cmp.Or(
		cmp.Compare(a.Package, b.Package),
		cmp.Compare(a.Benchmark, b.Benchmark),
		cmp.Compare(a.Unit, b.Unit))
}

func betterWord(d compare.Direction) string {
	switch d {
	case compare.Lower:
		return BetterLower
	case compare.Higher:
		return BetterHigher
	}
	return ""
}

func summary(s *compare.Summary) *Summary {
	if s == nil || known(s.Center) == nil {
		return nil
	}
	return &Summary{Center: s.Center, Lo: known(s.Lo), Hi: known(s.Hi), N: s.N}
}

func limitOf(l policy.Limit) *Limit {
	if !l.Set() {
		return nil
	}
	out := Limit{Max: l.Max, Min: l.Min}
	for _, bound := range []**float64{&out.Max, &out.Min} { // infinity bounds nothing
		if *bound != nil {
			*bound = known(**bound)
		}
	}
	return &out
}

// known returns x, or nil where JSON has no number for it.
func known(x float64) *float64 {
	if !round.Finite(x) {
		return nil
	}
	return &x
}
