// Package doctor judges whether a machine is fit to measure on: findings from
// facts, and what to do about each. It is pure; the facts come from elsewhere.
package doctor

import (
	"github.com/benchgate/benchgate/internal/machine"
)

// A Grade is how much a finding, or a whole machine, is in the way.
type Grade string

// The grades, from good to bad. Unknown is the grade of what the system does
// not say; it makes no machine worse.
const (
	Fit     Grade = "fit"
	Unknown Grade = "unknown"
	Noisy   Grade = "noisy"
	Unfit   Grade = "unfit"
)

// Facts are what is known of a machine. The zero value of a field is what the
// field says it is; an error says why something is not known.
type Facts struct {
	Machine machine.Machine
	State   machine.State

	Go       string // version of the toolchain here; "" with GoErr
	GoErr    string
	Turns    bool   // the turns engine fits this Go
	TurnsErr string // why not
	Git      string // version; "" with GitErr
	GitErr   string

	// TempDir is where both sides are laid out, Free its free bytes.
	TempDir string
	Free    uint64
	FreeErr string

	// Noise is nil where it was not measured, and Stolen the share of the time
	// meanwhile that the hypervisor took away, nil where unknown.
	Noise  *machine.Noise
	Stolen *float64
}

// A Finding is one thing that was looked at.
type Finding struct {
	Name  string `json:"name"`
	Value string `json:"value"` // for people: what was seen
	Grade Grade  `json:"grade"`
	Means string `json:"means,omitempty"` // why it matters; empty for what is fit
	Do    string `json:"do,omitempty"`    // what to do about it
}

// A Diagnosis is all findings and the worst of their grades. The zero value is
// not one; use Examine.
type Diagnosis struct {
	Verdict  Grade
	Findings []Finding
}

// Examine judges facts.
func Examine(f Facts) Diagnosis {
	d := Diagnosis{Verdict: Fit}
	for _, look := range []func(Facts) Finding{
		goCommand, turns, gitCommand, processors, quota, memory, disk,
		governor, turbo, power, load, virtual, steal, noise,
	} {
		found := look(f)
		if rank(found.Grade) > rank(d.Verdict) {
			d.Verdict = found.Grade
		}
		d.Findings = append(d.Findings, found)
	}
	return d
}

// rank orders grades; what is unknown is no worse than fit.
func rank(g Grade) int {
	switch g {
	case Noisy:
		return 1
	case Unfit:
		return 2
	}
	return 0
}
