package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// runWeak runs a command that permissions hold for, root or not. What root may
// have is taken from a thread, which the command inherits and which ends here.
func runWeak(t *testing.T, cmd *exec.Cmd) error {
	if os.Geteuid() != 0 {
		return cmd.Run()
	}
	ended := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread goes with it
		for _, c := range []uintptr{unix.CAP_DAC_OVERRIDE, unix.CAP_DAC_READ_SEARCH, unix.CAP_FOWNER} {
			if err := unix.Prctl(unix.PR_CAPBSET_DROP, c, 0, 0, 0); err != nil {
				ended <- err
				return
			}
		}
		ended <- cmd.Run()
	}()
	return <-ended
}

// runOnSmallDisk runs a command for which one directory is a small disk, in a
// namespace of its own, so that nothing of it outlives the command.
func (p *sandbox) runOnSmallDisk(cmd *exec.Cmd) error {
	left := filepath.Join(p.work, "left")
	const script = `mount -t tmpfs -o size="$SIZE" tmpfs "$SMALL" || exit 99
"$@"
status=$?
ls -A "$TMPDIR" >"$LEFT"
exit $status`
	cmd.Args = append([]string{"sh", "-c", script, "sh", cmd.Path}, cmd.Args[1:]...)
	sh, err := exec.LookPath("sh")
	p.must(err)
	cmd.Path = sh
	cmd.Env = append(cmd.Env, "LEFT="+left, "SMALL="+p.small, "SIZE="+p.size)
	attr := &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS}
	if uid := os.Geteuid(); uid != 0 {
		attr.Unshareflags = 0
		attr.Cloneflags = syscall.CLONE_NEWNS | syscall.CLONE_NEWUSER
		attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: uid, Size: 1}}
		attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getegid(), Size: 1}}
	}
	cmd.SysProcAttr = attr
	err = cmd.Run()
	if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() == 99 {
		p.t.Skipf("a small disk cannot be mounted here, even in a namespace of its own: %v", err)
	}
	data, rerr := os.ReadFile(left)
	p.must(rerr)
	p.left = strings.Fields(string(data))
	return err
}
