package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/benchgate/benchgate/internal/doctor"
	"github.com/benchgate/benchgate/internal/exit"
)

// doctorOptions are the command line of doctor.
type doctorOptions struct {
	json  bool
	noise time.Duration
}

func newDoctor(p *program, o *doctorOptions) *cobra.Command {
	c := &cobra.Command{
		Use:   "doctor [--json] [--noise TIME]",
		Short: "look at this machine: is it fit to measure on",
		Long: `Doctor looks at what measuring depends on here: Go and git, processors and
what a container allows of them, the clock, power, load, steal and free disk. It
lets two equal loops take turns for two seconds, as the gate would let base and
head, and says by how much a round was off. The verdict is fit, noisy (small
slowdowns may stay undecided) or unfit; each finding says why it matters and
what to do.

The status is 0 for fit and noisy, 3 for unfit.`,
		Example: `  benchgate doctor                  before the first run on a machine
  benchgate doctor --json           for scripts
  benchgate doctor --noise 0        without the two seconds of measuring`,
		ValidArgsFunction: cobra.NoFileCompletions,
		Args:              none,
		RunE:              func(c *cobra.Command, _ []string) error { return p.doctor(c.Context(), o) },
	}
	fs := c.Flags()
	fs.BoolVar(&o.json, "json", false, "print a JSON object, schema benchgate.doctor/v1")
	fs.DurationVar(&o.noise, "noise", 2*time.Second, "measure the noise of this machine for `TIME`; 0 leaves it out")
	return c
}

// doctor is "benchgate doctor".
func (p *program) doctor(ctx context.Context, o *doctorOptions) error {
	if o.noise < 0 {
		return exit.Usagef("such as --noise 2s, or 0 to leave it out", "doctor: --noise %v is negative", o.noise)
	}
	facts, err := doctor.Look(ctx, &p.Process, o.noise)
	if err != nil {
		return err
	}
	d := doctor.Examine(facts)
	if o.json {
		err = d.WriteJSON(p.Stdout, facts)
	} else {
		err = d.Write(p.Stdout)
	}
	if err == nil && d.Verdict == doctor.Unfit {
		return exit.Verdict(exit.Unmeasured)
	}
	return err
}
