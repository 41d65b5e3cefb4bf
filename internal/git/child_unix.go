//go:build !windows

package git

import (
	"os"
	"os/exec"
	"syscall"
)

// detach puts the command into a session of its own, where an interrupt goes
// to git and to all that git started.
func detach(cmd *exec.Cmd, hold *os.File) {
	setSession(cmd)
	if hold != nil {
		cmd.ExtraFiles = []*os.File{hold}
	}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
}

// endGroup kills what an interrupted git left running, such as filters.
func endGroup(cmd *exec.Cmd) {
	if cmd.Process != nil {
		// Nothing is left of the group in the usual case, which is the only error.
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	}
}
