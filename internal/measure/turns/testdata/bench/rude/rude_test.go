package rude

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

var sink []byte

// TestNever and Example would fail whatever is measured here.
func TestNever(t *testing.T) { t.Fatal("a test was run") }

func Example() {
	fmt.Println("an example was run")
	// Output: nothing
}

func BenchmarkSkip(b *testing.B) { b.Skip("no such device") }

func BenchmarkFatal(b *testing.B) { b.Fatal("broken | by `design`") }

// BenchmarkLate fails only when it runs often.
func BenchmarkLate(b *testing.B) {
	for i := 0; i < b.N; i++ {
		if i > 1000 {
			b.Fatal("too late")
		}
	}
}

func BenchmarkLoopFatal(b *testing.B) {
	n := 0
	for b.Loop() {
		if n++; n > 1000 {
			b.Fatal("too late")
		}
	}
}

func BenchmarkLoopError(b *testing.B) {
	for b.Loop() {
		b.Error("wrong result")
	}
}

func BenchmarkLoopBreak(b *testing.B) {
	for b.Loop() {
		break
	}
}

func BenchmarkSkipLate(b *testing.B) {
	if b.N > 100 {
		b.Skip("changed my mind")
	}
}

func BenchmarkPanic(b *testing.B) {
	if b.N > 100 {
		panic("on purpose")
	}
}

func BenchmarkLoopPanic(b *testing.B) {
	for b.Loop() {
		panic("on purpose")
	}
}

func BenchmarkExit(b *testing.B) {
	if b.N > 100 {
		os.Exit(7)
	}
}

func BenchmarkExitWell(b *testing.B) { os.Exit(0) }

func BenchmarkHang(b *testing.B) {
	if b.N > 100 {
		time.Sleep(time.Hour)
	}
}

func BenchmarkNever(b *testing.B) { time.Sleep(time.Hour) }

// BenchmarkDeaf never returns, and takes every signal for itself.
func BenchmarkDeaf(b *testing.B) {
	signal.Notify(make(chan os.Signal, 1))
	for b.Loop() {
		time.Sleep(time.Hour)
	}
}

func BenchmarkKilled(b *testing.B) {
	if b.N > 100 {
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
	}
}

// BenchmarkPrints writes megabytes, without a newline and with.
func BenchmarkPrints(b *testing.B) {
	much := bytes.Repeat([]byte("turn 0 0 0 0 1 1 "), 100_000)
	for i := 0; i < b.N; i++ {
		os.Stdout.Write(much)
		os.Stderr.Write(append(much, '\n'))
	}
}

// torrent prints exactly 100 MB on either output: in lines on one, without any on
// the other.
func torrent() {
	const size, part = 100 << 20, 1 << 20
	lines := bytes.Repeat([]byte("BenchmarkTorrent-2 1 1 ns/op\nturn \n"), part/32+1)[:part]
	line := bytes.Repeat([]byte{'x'}, part)
	for range size / part {
		os.Stdout.Write(lines)
		os.Stderr.Write(line)
	}
}

func BenchmarkTorrent(b *testing.B) {
	torrent()
	for b.Loop() {
		sink = make([]byte, 16)
	}
}

func BenchmarkTorrentFatal(b *testing.B) {
	torrent()
	b.Fatal("drained")
}

// split forks without running another program. The other process goes into a
// session of its own, with everything that was open here but the output, and ends
// after some time.
func split() (pid int) {
	child, _, errno := syscall.RawSyscall6(syscall.SYS_CLONE, uintptr(syscall.SIGCHLD), 0, 0, 0, 0, 0)
	if child == 0 && errno == 0 {
		syscall.RawSyscall(syscall.SYS_SETSID, 0, 0, 0)
		for fd := range uintptr(3) {
			syscall.RawSyscall(syscall.SYS_CLOSE, fd, 0, 0)
		}
		for range 30 {
			second := syscall.Timespec{Sec: 1}
			syscall.RawSyscall(syscall.SYS_NANOSLEEP, uintptr(unsafe.Pointer(&second)), 0, 0)
		}
		syscall.RawSyscall(syscall.SYS_EXIT_GROUP, 0, 0, 0)
	}
	return int(child)
}

func BenchmarkSplits(b *testing.B) {
	fmt.Println("split:", split())
	for b.Loop() {
		sink = make([]byte, 16)
	}
}

func BenchmarkSplitsAndExits(b *testing.B) {
	fmt.Println("split:", split())
	for b.Loop() {
		os.Exit(7)
	}
}

// closePipes closes every pipe up to a descriptor that the process was started
// with, as a server may do; what else is open belongs to the runtime.
func closePipes(last int) {
	for fd := 3; fd <= last; fd++ {
		if name, _ := os.Readlink(fmt.Sprintf("/proc/self/fd/%d", fd)); strings.HasPrefix(name, "pipe:") {
			syscall.Close(fd)
		}
	}
}

func BenchmarkCloses(b *testing.B) {
	closePipes(100)
	for i := 0; i < b.N; i++ {
		sink = make([]byte, 16)
	}
}

func BenchmarkClosesAll(b *testing.B) {
	closePipes(1000)
	for i := 0; i < b.N; i++ {
		sink = make([]byte, 16)
	}
}

// BenchmarkForks runs another program, and this one, which must be plain.
func BenchmarkForks(b *testing.B) {
	for i := 0; i < b.N; i++ {
		cmd := exec.Command(os.Args[0], "-test.run=^$", "-test.bench=^BenchmarkLoopTiny$", "-test.benchtime=1x")
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "ns/op") {
			b.Fatalf("%v: %s", err, out)
		}
	}
}

func BenchmarkLoopTiny(b *testing.B) {
	for b.Loop() {
		sink = make([]byte, 16)
	}
}

// BenchmarkLeaves leaves a process behind that holds its output open.
func BenchmarkLeaves(b *testing.B) {
	if err := exec.Command("sleep", "3600").Start(); err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command("sleep", "3600")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		sink = make([]byte, 16)
	}
}

func BenchmarkMoves(b *testing.B) {
	if err := os.Chdir("/"); err != nil {
		b.Fatal(err)
	}
	signal.Notify(make(chan os.Signal, 1))
	for i := 0; i < b.N; i++ {
		sink = make([]byte, 16)
	}
}

// steps keeps a loop from being empty.
var steps int

// BenchmarkBurns goes on working when it is not its turn.
func BenchmarkBurns(b *testing.B) {
	stop := make(chan bool)
	defer close(stop)
	go func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				return
			default:
			}
		}
	}()
	for b.Loop() {
		steps++
	}
}

// BenchmarkMetrics reports more than fits into a message.
func BenchmarkMetrics(b *testing.B) {
	for i := range 5000 {
		b.ReportMetric(1, fmt.Sprintf("metric-%d/op", i))
	}
}

func BenchmarkNaN(b *testing.B) {
	zero := 0.0
	for b.Loop() {
		sink = make([]byte, 16)
	}
	b.ReportMetric(zero/zero, "nan")
	b.ReportMetric(1/zero, "inf")
}
