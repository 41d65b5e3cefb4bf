package gate

import (
	"cmp"
	"context"
	"math"
	"strings"

	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/machine"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/round"
)

// environmentOf puts what is known of the machine into a report's words.
// goVersion is "" and free 0 where they are not known.
func environmentOf(m machine.Machine, s machine.State, goVersion string, free uint64) record.Environment {
	return record.Environment{
		Go: goVersion, GOOS: m.GOOS, GOARCH: m.GOARCH, CPU: m.CPU, CPUs: m.CPUs,
		Governor: s.Governor, Turbo: string(s.Turbo), Power: string(s.Power), Load: s.Load,
		Virtual: s.Virtual, Container: s.Container, CPUQuota: s.CPUQuota, MemoryLimit: s.MemoryLimit,
		DiskFree: int64(min(free, math.MaxInt64)),
	}
}

// surroundings are the machine as a run found it.
type surroundings struct {
	state machine.State
	free  uint64 // bytes where the trees go; 0 where unknown
}

// lookAround reads what is cheap to know of the machine, before the run's own
// work shows in it.
func (g *gate) lookAround() {
	g.around.state = machine.ReadState(machine.System())
	free, err := machine.FreeBytes(git.TempDir(g.Env))
	if err != nil {
		g.log.Printf("%v", err)
	}
	g.around.free = free
}

// environment describes the machine and the toolchain for the report.
func (g *gate) environment(ctx context.Context) record.Environment {
	version, err := g.goCmd.Version(ctx, g.Dir)
	if err != nil {
		g.log.Printf("go version: %v", err)
	}
	env := environmentOf(machine.Describe(), g.around.state, version, g.around.free)
	if s := g.suite; s != nil {
		env.BaseGo, env.HeadGo = strings.Join(s.Toolchains[round.Base], ", "), strings.Join(s.Toolchains[round.Head], ", ")
		env.Go = cmp.Or(env.HeadGo, env.Go)
	}
	env.Steal = machine.ReadTimes(machine.System()).Stolen(g.around.state.Times)
	return env
}
