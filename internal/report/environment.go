package report

import (
	"fmt"

	"github.com/benchgate/benchgate/internal/words"

	"github.com/benchgate/benchgate/internal/record"
)

// worthNoting is the share of stolen time that a reader of a report should know.
const worthNoting = 0.01

// machineNotes say what about the machine's state may have disturbed a run.
func machineNotes(e record.Environment) []string {
	var notes []string
	if e.Power == "battery" {
		notes = append(notes, "on battery")
	}
	if e.Governor != "" && e.Governor != "performance" {
		notes = append(notes, "governor "+e.Governor)
	}
	if q := e.CPUQuota; q != nil && *q < float64(e.CPUs) {
		notes = append(notes, fmt.Sprintf("quota of %.3g CPUs", *q))
	}
	if s := e.Steal; s != nil && *s > worthNoting {
		notes = append(notes, words.Fraction(*s)+" of the time stolen")
	}
	return notes
}

// environment holds a decoded environment to its schema.
func (c *checker) environment(e *record.Environment) {
	c.count("cpus", e.CPUs)
	c.names(&e.Go, &e.BaseGo, &e.HeadGo, &e.GOOS, &e.GOARCH, &e.CPU, &e.Governor, &e.Turbo, &e.Power, &e.Virtual, &e.Container)
	c.atLeastZero("load", e.Load)
	c.atLeastZero("cpu_quota", e.CPUQuota)
	c.atLeastZero("noise", e.Noise)
	c.probability("steal", e.Steal)
	if e.MemoryLimit < 0 || e.DiskFree < 0 {
		c.fault("a size is negative")
	}
}
