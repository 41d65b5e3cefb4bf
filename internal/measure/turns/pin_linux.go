package turns

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// pin pins the threads that take turns to one and the same CPU, which pick
// chooses among those the processes may use, and leaves all other threads to the
// system. Two CPUs of a shared machine are not equally fast at a time, and a process
// tends to stay on its own. What runs in parallel is left to the system. It is done
// when both wait for orders, so that what they have read about the machine,
// GOMAXPROCS above all, is what it was.
func (s *session) pin(pick func(n int) int) error {
	s.unpin()
	if s.parallel() {
		return nil
	}
	var allowed unix.CPUSet
	if err := unix.SchedGetaffinity(s.processes[0].cmd.Process.Pid, &allowed); err != nil {
		return fmt.Errorf("place the processes of %s: %w", s.target.Benchmark, err)
	}
	cpu := nth(&allowed, pick(allowed.Count()))
	for _, p := range s.processes {
		p.pin = int64(cpu) + 1
	}
	return nil
}

// unpin leaves coming turns to the system, as go test does: what wakes up goroutines
// takes less on two CPUs than on one.
func (s *session) unpin() {
	for _, p := range s.processes {
		p.pin = 0
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
