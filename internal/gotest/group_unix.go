//go:build unix

package gotest

import (
	"os/exec"
	"syscall"
)

// A group is a process and its descendants, as far as they stayed in its
// process group.
type group struct{ pid int }

// startGroup starts cmd as the leader of a new process group.
func startGroup(cmd *exec.Cmd) (*group, error) {
	cmd.SysProcAttr = groupAttr()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &group{pid: cmd.Process.Pid}, nil
}

// quit asks the leader for a dump of its goroutines; its descendants may not
// be Go programs and are left to kill.
func (g *group) quit() {
	// It fails only when the process is gone, which is what is wanted.
	_ = syscall.Kill(g.pid, syscall.SIGQUIT)
}

// kill ends all members of the group at once.
func (g *group) kill() {
	// It fails only when no member is left.
	_ = syscall.Kill(-g.pid, syscall.SIGKILL)
}

func (g *group) close() {}
