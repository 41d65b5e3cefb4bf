package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/doctor"
	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/machine"
	"github.com/benchgate/benchgate/internal/measure/hooks"
	"github.com/benchgate/benchgate/internal/record"
)

// doctorOptions are the command line of doctor.
type doctorOptions struct {
	json  bool
	noise time.Duration
}

func newDoctorFlags(o *doctorOptions) *flag.FlagSet {
	fs := flag.NewFlagSet("doctor", flag.ContinueOnError)
	fs.BoolVar(&o.json, "json", false, "print a JSON object, schema benchgate.doctor/v1")
	fs.DurationVar(&o.noise, "noise", 2*time.Second, "measure the noise of this machine for `TIME`; 0 leaves it out")
	return fs
}

var doctorPage = page{
	usage: "benchgate doctor [--json] [--noise TIME]",
	text: `Doctor looks at what measuring depends on here: Go and git, processors and
what a container allows of them, the clock, power, load, steal and free disk. It
lets two equal loops take turns for two seconds, as the gate would let base and
head, and says by how much a round was off. The verdict is fit, noisy (small
slowdowns may stay undecided) or unfit; each finding says why it matters and
what to do.

The status is 0 for fit and noisy, 3 for unfit.

Examples:
  benchgate doctor                  before the first run on a machine
  benchgate doctor --json           for scripts
  benchgate doctor --noise 0        without the two seconds of measuring`,
	flags: func() *flag.FlagSet { return newDoctorFlags(&doctorOptions{}) },
}

// doctorVerb is "benchgate doctor".
func (p *program) doctorVerb(ctx context.Context, args []string) error {
	o := &doctorOptions{}
	operands, rest, err := parse(newDoctorFlags(o), args)
	if err != nil {
		return p.orHelp("doctor", err)
	}
	if err := none("doctor", operands, rest); err != nil {
		return err
	}
	if o.noise < 0 {
		return usagef("such as --noise 2s, or 0 to leave it out", "doctor: --noise %v is negative", o.noise)
	}
	facts, err := p.facts(ctx, o.noise)
	if err != nil {
		return err
	}
	d := doctor.Examine(facts)
	if o.json {
		err = writeDiagnosisJSON(p.stdout, facts, d)
	} else {
		err = writeDiagnosis(p.stdout, d)
	}
	if err == nil && d.Verdict == doctor.Unfit {
		return verdict(statusUnmeasured)
	}
	return err
}

// facts looks at the machine. The state is read before the noise is measured,
// which is a load of its own.
func (p *program) facts(ctx context.Context, about time.Duration) (doctor.Facts, error) {
	f := doctor.Facts{Machine: machine.Describe(), State: machine.ReadState(machine.System()), TempDir: git.TempDir(p.env)}
	var err error
	if f.Git, err = git.Version(ctx, p.dir, p.env); err != nil {
		f.GitErr = err.Error()
	}
	if f.Free, err = machine.FreeBytes(f.TempDir); err != nil {
		f.FreeErr = err.Error()
	}
	if f.Go, err = (gotest.Go{Env: gotest.ChildEnv(p.env, nil)}).Version(ctx, p.dir); err != nil {
		f.GoErr = err.Error()
	} else if err := p.tryHooks(ctx); err != nil {
		f.TurnsErr = err.Error()
	} else {
		f.Turns = true
	}
	if about > 0 {
		n, err := machine.MeasureNoise(ctx, about)
		if err != nil {
			return f, err
		}
		f.Noise = &n
		f.Stolen = machine.ReadTimes(machine.System()).Stolen(f.State.Times)
	}
	return f, ctx.Err()
}

// tryHooks puts the hooks of the turns engine into the Go that builds here, in
// a directory that goes away.
func (p *program) tryHooks(ctx context.Context) (err error) {
	tool, err := hooks.Toolchain(ctx, p.dir, gotest.ChildEnv(p.env, nil))
	if err != nil {
		return err
	}
	dir, remove, err := git.Scratch()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, remove()) }()
	_, err = hooks.Overlay(tool, dir)
	return err
}

// mark is what stands before a finding, for the eye that runs down the list.
var mark = map[doctor.Grade]string{doctor.Fit: "ok", doctor.Unknown: "?", doctor.Noisy: "noisy", doctor.Unfit: "UNFIT"}

// verdictText says what a machine of each grade is good for.
var verdictText = map[doctor.Grade]string{
	doctor.Fit:   "fit: nothing here is in the way of measuring",
	doctor.Noisy: "noisy: measuring works, and small slowdowns may take longer or stay undecided",
	doctor.Unfit: "unfit: what is marked UNFIT comes first",
}

func writeDiagnosis(w io.Writer, d doctor.Diagnosis) error {
	var b strings.Builder
	for _, f := range d.Findings {
		fmt.Fprintf(&b, "%-6s %-16s %s\n", mark[f.Grade], f.Name, strings.ReplaceAll(f.Value, "\n", " "))
		if f.Means != "" {
			fmt.Fprintf(&b, "%24s%s\n", "", f.Means)
		}
		if f.Do != "" {
			fmt.Fprintf(&b, "%24sdo: %s\n", "", f.Do)
		}
	}
	fmt.Fprintf(&b, "\nThis machine is %s.\n", verdictText[d.Verdict])
	_, err := io.WriteString(w, b.String())
	return err
}

// doctorSchema names the version of the JSON document.
const doctorSchema = "benchgate.doctor/v1"

func writeDiagnosisJSON(w io.Writer, f doctor.Facts, d doctor.Diagnosis) error {
	env := environmentOf(f.Machine, f.State, f.Go, f.Free)
	env.Steal = f.Stolen
	var noise *machine.Noise
	if f.Noise != nil {
		noise, env.Noise = f.Noise, &f.Noise.Round
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Schema      string             `json:"schema"`
		Verdict     doctor.Grade       `json:"verdict"`
		Environment record.Environment `json:"environment"`
		Git         string             `json:"git"`
		Turns       bool               `json:"turns_engine"`
		Noise       *machine.Noise     `json:"noise"`
		Findings    []doctor.Finding   `json:"findings"`
	}{doctorSchema, d.Verdict, env, f.Git, f.Turns, noise, d.Findings})
}
