package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"syscall"
	"time"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/rogpeppe/go-internal/testscript"
)

var signals = map[string]syscall.Signal{"INT": syscall.SIGINT, "TERM": syscall.SIGTERM, "KILL": syscall.SIGKILL}

// cmdInterrupted starts benchgate run, waits until a benchmark of it runs,
// sends the signal and checks the exit status:
// "interrupted INT|TERM|KILL".
func cmdInterrupted(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: interrupted SIGNAL")
	}
	mark := ts.MkAbs("../measuring-" + args[0])
	path, err := exec.LookPath("benchgate")
	ts.Check(err)
	cmd := exec.Command(path, "run")
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = append(scriptEnv(ts), "MEASURING="+mark)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	ts.Check(cmd.Start())
	over := awaited(cmd)
	if !appears(mark, over) {
		ts.Fatalf("it ended before a benchmark ran:\n%s", stderr.String())
	}
	ts.Check(cmd.Process.Signal(signals[args[0]]))
	err = <-over
	var ended *exec.ExitError
	if !errors.As(err, &ended) {
		ts.Fatalf("ended with %v", err)
	}
	if args[0] != "KILL" && ended.ExitCode() != exit.Interrupted {
		ts.Fatalf("exit status %d, want %d:\n%s", ended.ExitCode(), exit.Interrupted, stderr.String())
	}
}

// awaited waits for a command that was started and gives what it ended with.
func awaited(cmd *exec.Cmd) <-chan error {
	over := make(chan error, 1)
	go func() { over <- cmd.Wait() }()
	return over
}

// appears waits for a file that a command makes, and tells whether it came before the
// command was over.
func appears(path string, over <-chan error) bool {
	for {
		if _, err := os.Stat(path); err == nil {
			return true
		}
		select {
		case <-over:
			return false
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// scriptEnv is the environment of the script as os/exec wants it.
func scriptEnv(ts *testscript.TestScript) []string {
	var env []string
	for _, key := range []string{"PATH", "HOME", "TMPDIR", "GOCACHE", "GOMODCACHE", "GOPROXY", "GOFLAGS", "GOTOOLCHAIN", "GIT_CONFIG_NOSYSTEM"} {
		env = append(env, key+"="+ts.Getenv(key))
	}
	return env
}
