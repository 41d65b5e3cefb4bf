package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
)

// startAnew does nothing where a process cannot be replaced, nor its
// environment be read by files.
func startAnew(string, []string, []string) {}

// replaceBy runs a command and ends with its status.
func replaceBy(command string, args, env []string) {
	cmd := exec.Command(command, args[1:]...)
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = env, os.Stdin, os.Stdout, os.Stderr
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		os.Exit(exit.ExitCode())
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "benchgate: start %s: %v\n", command, err)
		os.Exit(statusUnmeasured)
	}
	os.Exit(statusPass)
}
