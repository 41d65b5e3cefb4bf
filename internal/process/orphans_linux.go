package process

import (
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// The main goroutine keeps the main thread, and no other goroutine gets there.
// Linux makes a process's main thread the parent of the orphans that it adopts,
// and the thread that starts a child the parent of that child. So the children
// of the main thread are orphans, and all children of our own are those of
// other threads.
func init() { runtime.LockOSThread() }

// adopting is set once this process adopts orphans.
var adopting atomic.Bool

// AmongOrphans runs the program as the parent of every descendant whose own
// parent ends, sessions of their own included: it waits for those that end
// meanwhile, so that they do not stay as zombies, and ends the others when the
// program has ended. Where the kernel refuses, they go to init.
func AmongOrphans(program func() int) int {
	adopting.Store(unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == nil)
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGCHLD)
	defer signal.Stop(ended)
	status := make(chan int, 1)
	go func() { status <- program() }()
	for {
		select {
		case s := <-status:
			EndOrphans()
			return s
		case <-ended:
			reap()
		}
	}
}

// reap waits for the orphans that have ended. It must run on the main thread:
// __WNOTHREAD limits it to that thread's children, so that it never takes the
// exit status of a child that another goroutine waits for.
func reap() {
	if unix.Gettid() != os.Getpid() {
		return
	}
	for {
		pid, err := unix.Wait4(-1, nil, unix.WNOHANG|unix.WNOTHREAD, nil)
		if pid <= 0 && err != unix.EINTR {
			return
		}
	}
}

// EndOrphans kills what the measured code left behind. Whatever writes the
// report or publishes next must be alone: nothing of the change may be there to
// touch it. All children of our own were waited for, so those that are left are
// orphans; the children of one that is killed become ours, so it is looked for
// until none is left.
func EndOrphans() {
	if !adopting.Load() {
		return // the children are somebody else's, such as a test's
	}
	for range 100 {
		children := childrenOf(os.Getpid())
		if len(children) == 0 {
			return
		}
		for _, pid := range children {
			_ = syscall.Kill(pid, syscall.SIGKILL)
			_, _ = syscall.Wait4(pid, nil, syscall.WNOHANG, nil)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// childrenOf lists the processes whose parent is pid.
func childrenOf(pid int) []int {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	var list []int
	for _, e := range entries {
		child, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		stat, err := os.ReadFile("/proc/" + e.Name() + "/stat")
		if err != nil {
			continue // it has ended
		}
		// The name in parentheses may hold anything, parentheses too.
		fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
		if len(fields) > 1 && fields[1] == strconv.Itoa(pid) {
			list = append(list, child)
		}
	}
	return list
}
