package git

import (
	"os"
	"os/exec"
	"syscall"
)

// detach puts the command into a process group of its own. Windows passes no
// files on, so hold is ignored.
func detach(cmd *exec.Cmd, hold *os.File) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}

// endGroup has nothing to do: the context has killed the command.
func endGroup(cmd *exec.Cmd) {}
