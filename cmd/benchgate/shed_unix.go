//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

// startAnew replaces this process by a program, and returns where that fails.
func startAnew(exe string, args, env []string) { _ = syscall.Exec(exe, args, env) }

// replaceBy does so for a command, and ends where that fails.
func replaceBy(command string, args, env []string) {
	path, err := exec.LookPath(command)
	if err == nil {
		err = syscall.Exec(path, args, env)
	}
	fmt.Fprintf(os.Stderr, "benchgate: start %s: %v\n", command, err)
	os.Exit(statusUnmeasured)
}
