//go:build unix

package main

import (
	"bytes"
	"os"
	"os/exec"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// cmdEndedPush starts git push origin change, waits until a benchmark runs in
// its hook, and ends it: "endedpush ctrl-c" as a terminal does, with a signal to
// all processes of the group; "endedpush term" with one to git alone. Then
// nothing may be left.
func cmdEndedPush(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: endedpush ctrl-c|term")
	}
	mark := ts.MkAbs("../measuring-" + args[0])
	cmd := exec.Command("git", "push", "origin", "change")
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = append(scriptEnv(ts), "MEASURING="+mark)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	var stderr bytes.Buffer
	cmd.Stderr, cmd.WaitDelay = &stderr, 10*time.Second
	ts.Check(cmd.Start())
	over := awaited(cmd)
	if !appears(mark, over) {
		ts.Fatalf("the push ended before a benchmark ran:\n%s", stderr.String())
	}
	if args[0] == "term" {
		ts.Check(cmd.Process.Signal(syscall.SIGTERM))
	} else {
		ts.Check(syscall.Kill(-cmd.Process.Pid, syscall.SIGINT))
	}
	if err := <-over; err == nil {
		ts.Fatalf("the push went on")
	}
	// What is left keeps this waiting until the test's own time is over.
	for {
		left, err := os.ReadDir(ts.Getenv("TMPDIR"))
		ts.Check(err)
		// With the last process of the group the group is gone, too.
		if len(left) == 0 && syscall.Kill(-cmd.Process.Pid, 0) == syscall.ESRCH {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}
