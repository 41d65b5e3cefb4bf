package turns

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/benchgate/benchgate/internal/child"
	"github.com/benchgate/benchgate/internal/measure/hooks"
	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
	"github.com/benchgate/benchgate/internal/round"
)

const (
	// drainDelay bounds the wait for output that a descendant outside of the
	// process group holds open.
	drainDelay = time.Second
	// dumpDelay is how long a silent process gets to print its goroutines.
	dumpDelay = 2 * time.Second
	// afterlife is how long there may be something to read of a process that has
	// ended, where another one, which it forked, still has its pipes.
	afterlife = 500 * time.Millisecond
	// partingDelay is how long a process that let go of its pipes gets to end.
	partingDelay = 2 * time.Second
)

// A process is one side's resident test binary, in a process group of its own
// that is killed when the process ends.
type process struct {
	side    round.Side
	silence time.Duration // 0 means for ever
	cmd     *exec.Cmd
	orders  *os.File
	results *os.File
	in      *bufio.Reader
	out     output // standard output, errs standard error
	errs    output
	line    []byte
	pin     int64 // of coming turns: a CPU's number plus one, 0 for any

	greeted  bool
	function string       // that it serves
	at       string       // the benchmark that it is in; the function itself between two
	leaf     string       // the benchmark at which it waits for orders; empty while it runs
	first    wire.Message // with which it came there
	final    *wire.Report // of the last b.Loop benchmark that it ended
	entered  []string     // all benchmarks that it began with, parents too
	seen     []string     // those that it came to
	mishaps  []mishap     // of benchmarks that failed or skipped
	over     bool         // it has ended as it should

	ended chan struct{} // closed when it is reaped

	mu     sync.Mutex
	reaped bool
	// current is until when it is waited for now, and latest bounds that; zero for
	// ever. Every message moves latest by grace.
	current, latest time.Time
	grace           time.Duration

	idle waiting
}

// start starts the command that create returns, whose Args, Dir and Env are set, to
// serve the named benchmark function.
func start(ctx context.Context, create func() *exec.Cmd, side round.Side, benchmark string, silence time.Duration) (*process, error) {
	childOrders, orders, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("open a pipe: %w", err)
	}
	results, childResults, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open a pipe: %w", err), childOrders.Close(), orders.Close())
	}
	p := &process{side: side, silence: silence, function: benchmark, at: benchmark, orders: orders, results: results,
		in: bufio.NewReaderSize(results, wire.MaxMessage), ended: make(chan struct{})}
	p.cmd, err = child.Start(ctx, func() *exec.Cmd {
		cmd := create()
		cmd.ExtraFiles = []*os.File{childOrders, childResults}
		cmd.Env = append(cmd.Env, hooks.Variable+"=3,4,"+benchmark)
		cmd.Stdout, cmd.Stderr = &p.out, &p.errs
		cmd.WaitDelay = drainDelay
		// The kernel delivers the parent-death signal when the thread that started
		// the process ends. The Go runtime ends no thread that nobody has locked.
		cmd.SysProcAttr = child.Apart()
		return cmd
	})
	// The child has its own copies; keeping ours would hide its end.
	err = errors.Join(err, childOrders.Close(), childResults.Close())
	if err != nil {
		return nil, errors.Join(err, p.closePipes())
	}
	go p.reap()
	return p, nil
}

// reap waits for the process and takes whatever it left in its group with it.
func (p *process) reap() {
	defer close(p.ended)
	var info unix.Siginfo
	for {
		// Leaving it a zombie keeps its group's number from being used again.
		err := unix.Waitid(unix.P_PID, p.cmd.Process.Pid, &info, unix.WEXITED|unix.WNOWAIT, nil)
		if !errors.Is(err, unix.EINTR) {
			break
		}
	}
	p.kill()
	p.mu.Lock()
	p.reaped = true
	// It fails only where nobody reads any more.
	_ = p.results.SetReadDeadline(time.Now().Add(afterlife))
	p.mu.Unlock()
	// What is wrong with its end is told by its state.
	_ = p.cmd.Wait()
}

// kill ends all members of the process's group.
func (p *process) kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.reaped {
		// It fails only when no member is left.
		_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
	}
}

// dump asks the process for the stacks of its goroutines.
func (p *process) dump() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.reaped {
		_ = syscall.Kill(p.cmd.Process.Pid, syscall.SIGQUIT)
	}
}

// close ends the process and frees what it had.
func (p *process) close() {
	p.kill()
	<-p.ended
	// Nobody reads or writes them any more.
	_ = p.closePipes()
}

func (p *process) closePipes() error {
	return errors.Join(p.orders.Close(), p.results.Close())
}

// cpu implements runner.
func (p *process) cpu() float64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.reaped {
		return 0
	}
	// The number of a process's CPU clock, as clock_getcpuclockid(3) makes it.
	var now unix.Timespec
	if unix.ClockGettime(int32(^p.cmd.Process.Pid<<3|2), &now) != nil {
		return 0
	}
	return float64(now.Nano())
}
