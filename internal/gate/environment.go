package gate

import (
	"cmp"
	"context"
	"strings"

	"github.com/benchgate/benchgate/internal/doctor"
	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/machine"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/suite"
)

// surroundings are the machine as a run found it.
type surroundings struct {
	state machine.State
	free  uint64 // bytes where the trees go; 0 where unknown
}

// lookAround reads what is quick to know of the machine, before the run's own
// work shows in it.
func (w *workplace) lookAround() {
	w.around.state = machine.ReadState(machine.System())
	free, err := machine.FreeBytes(git.TempDir(w.Env))
	if err != nil {
		w.log.Printf("%v", err)
	}
	w.around.free = free
}

// environment describes the machine and the toolchain for the report.
func (w *workplace) environment(ctx context.Context, s *suite.Suite) record.Environment {
	version, err := w.goCmd.Version(ctx, w.Dir)
	if err != nil {
		w.log.Printf("go version: %v", err)
	}
	env := doctor.Environment(machine.Describe(), w.around.state, version, w.around.free)
	if s != nil {
		env.BaseGo, env.HeadGo = strings.Join(s.Toolchains[round.Base], ", "), strings.Join(s.Toolchains[round.Head], ", ")
		env.Go = cmp.Or(env.HeadGo, env.Go)
	}
	env.Steal = machine.ReadTimes(machine.System()).Stolen(w.around.state.Times)
	return env
}
