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
