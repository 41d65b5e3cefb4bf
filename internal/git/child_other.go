//go:build !linux && !windows

package git

import (
	"os/exec"
	"syscall"
)

// setSession gives the command a session, and so a process group, of its own.
func setSession(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
}
