// Command benchgate holds every change to its performance: it measures the
// benchmarks of a base and a head commit, compares them, judges the result
// against a policy, and passes or fails. Run "benchgate help" for its manual.
package main

import (
	"os"

	"github.com/benchgate/benchgate/internal/process"
)

func main() {
	env := shedSecrets()
	os.Exit(process.AmongOrphans(func() int { return mainStatus(env) }))
}

// mainStatus is the whole program as a function of the process it runs in, so
// that tests can run it under another name in the same binary.
func mainStatus(env []string) int {
	dir, err := os.Getwd()
	if err != nil {
		dir = "."
	}
	ctx, stop := process.Interruptible()
	defer stop()
	p := &program{Process: process.Process{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Env: env, Dir: dir}}
	return p.main(ctx, os.Args[1:])
}
