package turns

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// place puts the processes where they take their turns, on the CPU that pick
// chooses among those they may use. It is done when both wait for orders, so
// that what they have read about the machine, GOMAXPROCS above all, is what it
// was.
func (s *session) place(how Placement, pick func(n int) int) error {
	if how == Loose || how == Settled && s.parallel() {
		return nil
	}
	var allowed unix.CPUSet
	if err := unix.SchedGetaffinity(s.processes[0].cmd.Process.Pid, &allowed); err != nil {
		return fmt.Errorf("place the processes of %s: %w", s.target.Benchmark, err)
	}
	cpu := nth(&allowed, pick(allowed.Count()))
	if how == Pinned {
		return s.pin(cpu)
	}
	for _, p := range s.processes {
		p.place = int64(cpu) + 1
	}
	return nil
}

// loosen leaves coming turns to the system, as go test does: what wakes up goroutines
// costs less on two CPUs than on one.
func (s *session) loosen() {
	for _, p := range s.processes {
		p.place = 0
	}
}

// parallel tells whether the benchmark calls RunParallel: its goroutines are to
// spread over the CPUs from the start, and on the system's balance of them
// depends what it costs.
func (s *session) parallel() bool {
	return s.processes[0].first.Report.Workers > 0 || s.processes[1].first.Report.Workers > 0
}

// nth returns the CPU of the set that n others come before.
func nth(set *unix.CPUSet, n int) int {
	for cpu := 0; ; cpu++ {
		if set.IsSet(cpu) {
			if n == 0 {
				return cpu
			}
			n--
		}
	}
}

// pin keeps all threads of both processes on one CPU.
func (s *session) pin(cpu int) error {
	var one unix.CPUSet
	one.Set(cpu)
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
