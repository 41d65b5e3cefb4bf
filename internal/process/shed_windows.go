package process

import (
	"errors"
	"fmt"
	"os"
	"os/exec"

	"github.com/benchgate/benchgate/internal/exit"
)

// StartAnew does nothing where a process cannot be replaced, nor its
// environment be read by files.
func StartAnew(string, []string, []string) {}

// ReplaceBy runs a command and ends with its status.
func ReplaceBy(command string, args, env []string) {
	cmd := exec.Command(command, args[1:]...)
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = env, os.Stdin, os.Stdout, os.Stderr
	err := cmd.Run()
	if ended := (*exec.ExitError)(nil); errors.As(err, &ended) {
		os.Exit(ended.ExitCode())
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "benchgate: start %s: %v\n", command, err)
		os.Exit(exit.Unmeasured)
	}
	os.Exit(exit.Pass)
}
