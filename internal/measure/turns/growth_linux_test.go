package turns

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/benchgate/benchgate/internal/round"
)

// TestNothingGrows takes many rounds and compares what there is afterwards
// with what there was after the first few.
func TestNothingGrows(t *testing.T) {
	b := fixture(t, ownGo, "rude")
	e := engine(t)
	e.tuned.length, e.tuned.turn = 1*ms, 10*us
	rounds := func(n int) {
		for range n {
			measured(t, e, target(b, "LoopTiny"))
		}
	}
	rounds(10)
	before := have(t, e.Scratch)
	rounds(60)
	// Goroutines that have done their work may take a moment to end.
	for yields := 0; runtime.NumGoroutine() > before["goroutines"] && yields < 1_000_000; yields++ {
		runtime.Gosched()
	}
	after := have(t, e.Scratch)
	for what, n := range after {
		limit := before[what]
		if what == "heap" {
			limit += 1 << 20
		}
		if n > limit {
			t.Errorf("%s: %d after 10 rounds, %d after 70", what, before[what], n)
		}
	}
}

// have counts what rounds might leave behind.
func have(t *testing.T, scratch string) map[string]int {
	t.Helper()
	entries := func(dir string) int {
		list, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return map[string]int{
		"descriptors": entries("/proc/self/fd"), "copies": entries(scratch),
		"goroutines": runtime.NumGoroutine(), "heap": int(m.HeapAlloc),
		"children": len(childrenOf(t, os.Getpid())),
	}
}

// childrenOf lists the processes whose parent is pid.
func childrenOf(t *testing.T, pid int) []int {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	var all []int
	for _, name := range stats {
		text, err := os.ReadFile(name)
		if err != nil {
			continue // it has ended meanwhile
		}
		// The name in parentheses may hold anything.
		fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
		if parent, _ := strconv.Atoi(fields[1]); parent == pid {
			child, _ := strconv.Atoi(strings.Fields(string(text))[0])
			all = append(all, child)
		}
	}
	return all
}

// parentVariable makes this test's binary open a session and wait.
const parentVariable = "TURNS_TEST_PARENT"

// TestDieWithParent kills a process that has a session.
func TestDieWithParent(t *testing.T) {
	b := fixture(t, ownGo, "rude")
	if os.Getenv(parentVariable) != "" {
		s := sessionAt(t, engine(t), target(b, "LoopTiny"), round.Base, false)
		fmt.Println("up", s.processes[0].cmd.Process.Pid, s.processes[1].cmd.Process.Pid)
		time.Sleep(time.Hour)
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestDieWithParent$")
	cmd.Env = append(os.Environ(), parentVariable+"=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	var pids [2]int
	if _, scan := fmt.Sscanf(line, "up %d %d\n", &pids[0], &pids[1]); err != nil || scan != nil {
		t.Fatalf("%q, %v, %v", line, err, scan)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	// One that outlives its parent waits for orders for ever.
	for _, pid := range pids {
		fd, err := unix.PidfdOpen(pid, 0)
		if err != nil {
			continue // it is gone
		}
		if _, err := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, -1); err != nil {
			t.Error(err)
		}
		unix.Close(fd)
	}
}

// zombie tells whether a process has ended and is only waiting to be reaped by
// whoever inherited it.
func zombie(pid int) bool {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return true
	}
	return strings.HasPrefix(string(text[strings.LastIndexByte(string(text), ')')+1:]), " Z")
}
