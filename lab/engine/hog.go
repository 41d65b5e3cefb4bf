package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// hogVariable makes this program a hog of the kind that it names: a process that
// takes CPU time away from what is measured.
const hogVariable = "BENCHGATE_EXPERIMENT_HOG"

// The kinds of hogs.
const (
	// hogBursts burns one or more CPUs for random times, and then none.
	hogBursts = "bursts"
	// hogPeriod burns all CPUs for half a millisecond in every millisecond, which is
	// about the period of a pair of turns.
	hogPeriod = "period"
	// hogTold burns all CPUs in every second turn that it is told of.
	hogTold = "told"
)

const (
	// hogLife bounds how long a hog lives.
	hogLife = 5 * time.Minute
	// hogParting is how long one may take to end.
	hogParting = 2 * time.Second
	// hogReady is the line with which it says that it burns.
	hogReady = "burning\n"
)

// A hog is a process that burns CPU time.
type hog struct {
	cmd   *exec.Cmd
	stdin io.Closer
	errs  bytes.Buffer
	from  time.Time
}

// startHog starts a hog of a kind; argument is its seed or the pipe from which it
// is told. It burns when startHog returns.
func startHog(kind, argument string) (*hog, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("start a hog: %w", err)
	}
	h := &hog{cmd: exec.Command(self)}
	h.cmd.Env = append(os.Environ(), hogVariable+"="+kind+":"+argument)
	h.cmd.Stderr, h.cmd.WaitDelay = &h.errs, hogParting
	// It ends when its standard input does, and so never outlives this process.
	stdin, errIn := h.cmd.StdinPipe()
	stdout, errOut := h.cmd.StdoutPipe()
	if err := errors.Join(errIn, errOut); err != nil {
		return nil, fmt.Errorf("start a hog: %w", err)
	}
	h.stdin, h.from = stdin, time.Now()
	if err := h.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start a hog: %w", err)
	}
	if line, err := bufio.NewReader(stdout).ReadString('\n'); line != hogReady {
		_, end := h.stop()
		return nil, fmt.Errorf("start a hog: it said %q: %w", line, errors.Join(err, end))
	}
	return h, nil
}

// stop ends the hog and returns how much of a CPU it had, 1 for the whole of one.
func (h *hog) stop() (share float64, err error) {
	err = h.stdin.Close()
	alarm := time.AfterFunc(hogParting, func() {
		// It fails only where the process has ended.
		_ = h.cmd.Process.Kill()
	})
	defer alarm.Stop()
	err = errors.Join(err, h.cmd.Wait())
	if err != nil {
		return 0, fmt.Errorf("end a hog: %w: %s", err, strings.TrimSpace(h.errs.String()))
	}
	used := h.cmd.ProcessState.UserTime() + h.cmd.ProcessState.SystemTime()
	return used.Seconds() / time.Since(h.from).Seconds(), nil
}

// hogging tells whether this process is to be a hog, and carries it out if so.
func hogging(stdin io.Reader, stdout, stderr io.Writer) (status int, yes bool) {
	what, yes := os.LookupEnv(hogVariable)
	if !yes {
		return 0, false
	}
	kind, argument, _ := strings.Cut(what, ":")
	over := make(chan error, 1)
	go func() {
		_, err := io.Copy(io.Discard, stdin) // until the one who started it ends
		over <- err
	}()
	time.AfterFunc(hogLife, func() { over <- fmt.Errorf("it has lived for %v", hogLife) })
	err := burn(kind, argument)
	if err == nil {
		_, err = io.WriteString(stdout, hogReady)
	}
	if err == nil {
		err = <-over
	}
	if err != nil {
		fmt.Fprintf(stderr, "hog %s: %v\n", kind, err)
		return statusTrouble, true
	}
	return 0, true
}
