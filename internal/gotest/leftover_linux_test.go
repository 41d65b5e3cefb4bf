package gotest

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A child that the benchmark leaves behind must neither keep the run waiting
// nor live on.
func TestRunKillsWhatIsLeftBehind(t *testing.T) {
	t.Parallel()
	file := t.TempDir() + "/pid"
	_, err := zoo(t, "ZOO_PID="+file).Run(testContext(t), Call{Benchmark: "Child", Procs: 2, N: 10, Silence: patient})
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(string(text))
	if err != nil {
		t.Fatal(err)
	}
	// It was killed before Run ended, or lives on until the test's own time is over.
	for alive(pid) {
		time.Sleep(10 * time.Millisecond)
	}
}

// alive tells whether a process is there and not a zombie.
func alive(pid int) bool {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return false
	}
	_, state, _ := strings.Cut(string(stat), ") ")
	return !strings.HasPrefix(state, "Z")
}
