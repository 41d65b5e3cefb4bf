package gotest

import (
	"context"
	"fmt"
	"os/exec"
	"unsafe"

	"golang.org/x/sys/windows"

	"github.com/benchgate/benchgate/internal/child"
)

// A group is a process and its descendants in one job object, which ends with
// the last handle to it: ours.
type group struct{ job windows.Handle }

// startGroup starts a command and puts it into a new job. A child that it starts
// before it is in the job escapes.
func startGroup(ctx context.Context, create func() *exec.Cmd) (*exec.Cmd, *group, error) {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return nil, nil, fmt.Errorf("create a job object: %w", err)
	}
	info := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{}
	info.BasicLimitInformation.LimitFlags = windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
	_, err = windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation,
		uintptr(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info)))
	if err != nil {
		windows.CloseHandle(job)
		return nil, nil, fmt.Errorf("set up a job object: %w", err)
	}
	cmd, err := child.Start(ctx, create)
	if err != nil {
		windows.CloseHandle(job)
		return nil, nil, err
	}
	if err := assign(job, cmd.Process.Pid); err != nil {
		cmd.Process.Kill()
		cmd.Wait()
		windows.CloseHandle(job)
		return nil, nil, fmt.Errorf("put process into its job object: %w", err)
	}
	return cmd, &group{job: job}, nil
}

func assign(job windows.Handle, pid int) error {
	p, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(pid))
	if err != nil {
		return err
	}
	defer windows.CloseHandle(p)
	return windows.AssignProcessToJobObject(job, p)
}

// quit has no counterpart on Windows that prints goroutines and reaches one
// process only.
func (g *group) quit() { g.kill() }

// kill ends all members of the job; a second call finds none.
func (g *group) kill() { _ = windows.TerminateJobObject(g.job, 1) }

func (g *group) close() { windows.CloseHandle(g.job) }
