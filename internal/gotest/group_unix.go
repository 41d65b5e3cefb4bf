//go:build unix

package gotest

import (
	"context"
	"os/exec"
	"syscall"

	"github.com/benchgate/benchgate/internal/child"
)

// A group is a process and its descendants, as far as they stayed in its
// process group.
type group struct{ pid int }

// startGroup starts a command as the leader of a new process group.
func startGroup(ctx context.Context, create func() *exec.Cmd) (*exec.Cmd, *group, error) {
	cmd, err := child.Start(ctx, func() *exec.Cmd {
		cmd := create()
		cmd.SysProcAttr = child.Apart()
		return cmd
	})
	if err != nil {
		return nil, nil, err
	}
	return cmd, &group{pid: cmd.Process.Pid}, nil
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
