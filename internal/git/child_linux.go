package git

import (
	"os/exec"
	"syscall"
)

// setSession gives the command a session, and so a process group, of its own.
// On Linux it can also be told to end when this process is killed.
func setSession(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Pdeathsig: syscall.SIGTERM}
}
