//go:build unix

package process

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"

	"github.com/benchgate/benchgate/internal/exit"
)

// StartAnew replaces this process by a program, and returns where that fails.
func StartAnew(exe string, args, env []string) { _ = syscall.Exec(exe, args, env) }

// ReplaceBy does so for a command, and ends where that fails.
func ReplaceBy(command string, args, env []string) {
	path, err := exec.LookPath(command)
	if err == nil {
		err = syscall.Exec(path, args, env)
	}
	fmt.Fprintf(os.Stderr, "benchgate: start %s: %v\n", command, err)
	os.Exit(exit.Unmeasured)
}
