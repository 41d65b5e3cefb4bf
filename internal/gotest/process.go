package gotest

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// drainDelay bounds the wait for output after a process ended and its group
	// was killed: a descendant that left the group may hold the pipe open.
	drainDelay = 2 * time.Second
	// dumpDelay is how long a silent process gets to print its goroutines.
	dumpDelay = 2 * time.Second
	// chatter bounds a process that prints but never finishes anything, in
	// multiples of the permitted silence.
	chatter = 10
)

// A process is one child in a group of its own. Whatever it left behind in the
// group is killed when it ends.
type process struct {
	path string
	args []string
	dir  string
	env  []string // nil inherits
	// stdout and stderr are each written from one goroutine, and never after
	// run returned.
	stdout, stderr io.Writer
	// silence ends a process that prints nothing for so long; 0 means never.
	silence time.Duration
	// finished is called for the time something was last finished; nil means
	// that output is the only sign of life.
	finished func() time.Time
}

// ended tells how a process ended.
type ended struct {
	state   *os.ProcessState
	hung    bool
	elapsed time.Duration
}

// run starts the process and waits for its end. It returns an error when the
// process could not be started or ctx ended; a bad exit status is no error.
func (p *process) run(ctx context.Context) (ended, error) {
	if err := context.Cause(ctx); err != nil {
		return ended{}, err
	}
	// The kernel delivers a parent-death signal when the starting thread ends,
	// so this thread must not be lent to anybody who might end it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()

	var life lifeline
	out, err := life.open(p.stdout)
	if err != nil {
		return ended{}, err
	}
	errs, err := life.open(p.stderr)
	if err != nil {
		out.abandon()
		return ended{}, err
	}
	cmd, grp, err := startGroup(ctx, func() *exec.Cmd {
		cmd := exec.Command(p.path, p.args...)
		cmd.Dir, cmd.Env = p.dir, p.environ()
		cmd.Stdout, cmd.Stderr = out.child, errs.child
		return cmd
	})
	if err != nil {
		out.abandon()
		errs.abandon()
		return ended{}, err
	}
	start := time.Now()
	life.beat()
	out.copy()
	errs.copy()
	end, err := p.wait(ctx, cmd, grp, &life)
	end.elapsed = time.Since(start)
	grp.kill()
	grp.close()
	out.drain()
	errs.drain()
	return end, err
}

// wait returns when the process has ended by itself, by ctx or by silence.
func (p *process) wait(ctx context.Context, cmd *exec.Cmd, grp *group, life *lifeline) (ended, error) {
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	finish := func(err error) error {
		// An *ExitError is told by the state.
		if _, bad := err.(*exec.ExitError); bad {
			return nil
		}
		return err
	}
	for {
		var alarm <-chan time.Time
		left := p.patience(life)
		if p.silence > 0 {
			alarm = time.After(max(left, 0))
		}
		select {
		case err := <-done:
			return ended{state: cmd.ProcessState}, finish(err)
		case <-ctx.Done():
			grp.kill()
			<-done
			return ended{state: cmd.ProcessState}, context.Cause(ctx)
		case <-alarm:
			if p.patience(life) > 0 {
				continue
			}
			grp.quit()
			select {
			case <-done:
			case <-ctx.Done():
				grp.kill()
				<-done
			case <-time.After(dumpDelay):
				grp.kill()
				<-done
			}
			return ended{state: cmd.ProcessState, hung: true}, context.Cause(ctx)
		}
	}
}

// patience returns how long the process may still stay silent.
func (p *process) patience(life *lifeline) time.Duration {
	deadline := life.last().Add(p.silence)
	if p.finished != nil {
		if hard := p.finished().Add(chatter * p.silence); hard.Before(deadline) {
			deadline = hard
		}
	}
	return time.Until(deadline)
}

// environ returns the environment with PWD naming the process's directory, as
// a shell would have it: os.Getwd trusts it to keep symbolic links.
func (p *process) environ() []string {
	env := p.env
	if env == nil {
		env = os.Environ()
	}
	kept := make([]string, 0, len(env)+1)
	for _, kv := range env {
		if !strings.HasPrefix(kv, "PWD=") {
			kept = append(kept, kv)
		}
	}
	return append(kept, "PWD="+p.dir)
}

// A lifeline remembers when a process was last heard of.
type lifeline struct{ nanos atomic.Int64 }

func (l *lifeline) beat()           { l.nanos.Store(time.Now().UnixNano()) }
func (l *lifeline) last() time.Time { return time.Unix(0, l.nanos.Load()) }

// open makes a pipe whose reading end will feed w.
func (l *lifeline) open(w io.Writer) (*stream, error) {
	r, child, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("open a pipe: %w", err)
	}
	return &stream{life: l, read: r, child: child, to: w, done: make(chan struct{})}, nil
}

// A stream carries one output of a process. It reads as fast as the process
// prints, so that printing never blocks.
type stream struct {
	life        *lifeline
	read, child *os.File
	done        chan struct{}

	mu     sync.Mutex
	to     io.Writer
	closed bool
}

func (s *stream) abandon() {
	s.child.Close()
	s.read.Close()
}

func (s *stream) copy() {
	s.child.Close()
	go func() {
		defer close(s.done)
		// A read error is the end of the output: the pipe is ours alone.
		io.Copy(s, s.read)
	}()
}

// Write passes output on until the stream is drained.
func (s *stream) Write(b []byte) (int, error) {
	s.life.beat()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return 0, os.ErrClosed
	}
	return s.to.Write(b)
}

// drain waits for what is still in the pipe, but not for ever.
func (s *stream) drain() {
	select {
	case <-s.done:
	case <-time.After(drainDelay):
	}
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	// Closing may block where pipes cannot be polled.
	go s.read.Close()
}
