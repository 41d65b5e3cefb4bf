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

// A session is the two processes of a round, which serve one benchmark function.
type session struct {
	ctx       context.Context
	target    measure.Target // whose turns are taken, or one of the function's before
	function  string         // with the word Benchmark
	bench     string         // for -test.bench
	wanted    func(name string) bool
	first     round.Side // by a coin
	atOnce    bool       // both start, and end, at the same time
	silence   time.Duration
	patience  time.Duration // with the second process
	dir       string        // of the copies; empty before
	paths     map[round.Side]string
	processes [2]*process // base and head; nil before it is started
	stop      []func() bool
	broken    bool // one process has ended, or was started anew
}

// pattern is the expression for -test.bench.
func (p party) pattern() (string, error) {
	t := p.visits[0].Target
	if !p.shared {
		return gotest.Pattern(t.Run), nil
	}
	return gotest.PatternOf("Benchmark"+t.Top(), t.Bench)
}

// open prepares a session; nothing is started. Wanted tells which benchmarks the
// sides are to stop at.
func (e *Engine) open(ctx context.Context, p party, atOnce bool, wanted func(name string) bool) (*session, error) {
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	v := p.visits[0]
	bench, err := p.pattern()
	if err != nil {
		return nil, err
	}
	s := &session{ctx: ctx, target: v.Target, function: "Benchmark" + v.Top(), bench: bench, wanted: wanted, first: v.First,
		atOnce: atOnce, silence: e.Silence, patience: e.settings().patience, paths: map[round.Side]string{}}
	if err := s.lay(e.Scratch); err != nil {
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

// started starts one side's process if it was not yet.
func (s *session) started(side round.Side) error {
	if s.process(side) != nil {
		return nil
	}
	b := s.target.Binary(side)
	p, err := start(s.ctx, func() *exec.Cmd {
		cmd := exec.Command(s.paths[side], s.arguments()...)
		cmd.Dir, cmd.Env = b.Package.Dir, environ(b)
		return cmd
	}, side, s.function, s.silence)
	if err != nil {
		return &trouble{side, s.function, &gotest.Failure{Kind: gotest.Start, Message: fmt.Sprintf("start the test binary: %v", err)}}
	}
	s.processes[index(side)] = p
	s.stop = append(s.stop, context.AfterFunc(s.ctx, p.kill))
	return nil
}

// arguments are those of go test itself, for one benchmark function.
func (s *session) arguments() []string {
	args := []string{"-test.run=^$", "-test.bench=" + s.bench, "-test.paniconexit0", "-test.timeout=0"}
	if s.target.Procs > 0 {
		args = append(args, "-test.cpu="+strconv.Itoa(s.target.Procs))
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
