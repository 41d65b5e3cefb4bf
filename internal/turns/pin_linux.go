package turns

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// pin moves all threads of both processes to the CPU that pick chooses among
// those they may use. It is done when both wait for orders, so that what they
// have read about the machine, GOMAXPROCS above all, is what it was.
func (s *session) pin(pick func(n int) int) error {
	var allowed unix.CPUSet
	if err := unix.SchedGetaffinity(s.processes[0].cmd.Process.Pid, &allowed); err != nil {
		return fmt.Errorf("pin the processes of %s: %w", s.target.Benchmark, err)
	}
	skip := pick(allowed.Count())
	var one unix.CPUSet
	for cpu := 0; ; cpu++ {
		if allowed.IsSet(cpu) {
			if skip == 0 {
				one.Set(cpu)
				break
			}
			skip--
		}
	}
	for _, p := range s.processes {
		if err := pinProcess(p.cmd.Process.Pid, &one); err != nil {
			return fmt.Errorf("pin the processes of %s: %w", s.target.Benchmark, err)
		}
	}
	return nil
}

// pinProcess pins every thread. A thread that a pinned one starts is pinned,
// too, so it ends when no new thread appears.
func pinProcess(pid int, cpus *unix.CPUSet) error {
	done := map[int]bool{}
	for {
		threads, err := os.ReadDir("/proc/" + strconv.Itoa(pid) + "/task")
		if err != nil {
			return err
		}
		fresh := false
		for _, t := range threads {
			tid, err := strconv.Atoi(t.Name())
			if err != nil || done[tid] {
				continue
			}
			// A thread may end between being listed and being pinned.
			if err := unix.SchedSetaffinity(tid, cpus); err != nil && !errors.Is(err, unix.ESRCH) {
				return err
			}
			done[tid], fresh = true, true
		}
		if !fresh {
			return nil
		}
	}
}
