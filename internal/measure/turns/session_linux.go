package turns

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// A session is the two processes of a round.
type session struct {
	ctx       context.Context
	target    measure.Target
	first     round.Side // by a coin
	atOnce    bool       // both start, and end, at the same time
	silence   time.Duration
	patience  time.Duration // with the second process
	dir       string        // of the copies; empty before
	paths     map[round.Side]string
	processes [2]*process // base and head; nil before it is started
	stop      []func() bool
}

// open starts both processes, at once or one after the other, and returns when they
// wait for orders.
func (e *Engine) open(ctx context.Context, t measure.Target, first round.Side, atOnce bool) (*session, error) {
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	s := &session{ctx: ctx, target: t, first: first, atOnce: atOnce, silence: e.Silence, patience: e.settings().patience, paths: map[round.Side]string{}}
	err := s.lay(e.Scratch)
	switch {
	case err != nil:
	case atOnce:
		err = s.both()
	default:
		err = s.inTurn()
	}
	if err == nil {
		err = s.pin(e.random().IntN)
	}
	if err != nil {
		err = s.explain(err)
		if left := s.close(); left != nil {
			err = errors.Join(err, left)
		}
		return nil, err
	}
	return s, nil
}

// lay copies the binaries to fresh files of equally long paths.
func (s *session) lay(scratch string) error {
	for _, side := range round.Sides {
		s.paths[side] = s.target.Binary(side).Path
	}
	var err error
	if s.dir, err = os.MkdirTemp(scratch, "turns-"); err != nil {
		return fmt.Errorf("copy the binaries of %s: %w", s.target.Benchmark, err)
	}
	for _, side := range round.Sides {
		to := filepath.Join(s.dir, string(side), filepath.Base(s.paths[side]))
		if err := copyProgram(to, s.paths[side]); err != nil {
			return fmt.Errorf("copy the binaries of %s: %w", s.target.Benchmark, err)
		}
		s.paths[side] = to
	}
	return nil
}

// start starts one side's process.
func (s *session) start(side round.Side) error {
	b := s.target.Binary(side)
	p, err := start(s.ctx, func() *exec.Cmd {
		cmd := exec.Command(s.paths[side], arguments(s.target)...)
		cmd.Dir, cmd.Env = b.Package.Dir, environ(b)
		return cmd
	}, side, "Benchmark"+s.target.Run, s.silence)
	if err != nil {
		return &measure.TargetError{Target: s.target, Side: side, Failure: &gotest.Failure{
			Kind: gotest.Start, Message: fmt.Sprintf("start the test binary: %v", err)}}
	}
	s.processes[index(side)] = p
	s.stop = append(s.stop, context.AfterFunc(s.ctx, p.kill))
	return nil
}

// arguments are those of go test itself, for one benchmark.
func arguments(t measure.Target) []string {
	args := []string{"-test.run=^$", "-test.bench=" + gotest.Pattern(t.Run),
		"-test.paniconexit0", "-test.timeout=0"}
	if t.Procs > 0 {
		args = append(args, "-test.cpu="+strconv.Itoa(t.Procs))
	}
	return args
}

// environ returns the binary's environment with PWD naming its directory, as a
// shell would have it.
func environ(b *gotest.Binary) []string {
	env := b.Env
	if env == nil {
		env = os.Environ()
	}
	env = slices.DeleteFunc(slices.Clone(env), func(kv string) bool { return len(kv) > 4 && kv[:4] == "PWD=" })
	return append(env, "PWD="+b.Package.Dir)
}

// close ends what is left and removes the copies.
func (s *session) close() error {
	for _, stop := range s.stop {
		stop()
	}
	for _, p := range s.processes {
		if p != nil {
			p.close()
		}
	}
	if s.dir == "" {
		return nil
	}
	if err := os.RemoveAll(s.dir); err != nil {
		return fmt.Errorf("remove the copies of %s: %w", s.target.Benchmark, err)
	}
	return nil
}

func index(s round.Side) int {
	if s == round.Base {
		return 0
	}
	return 1
}
