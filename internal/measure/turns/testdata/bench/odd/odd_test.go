// Package odd has benchmarks that do what few do, and that go test runs.
package odd

import (
	"context"
	"log"
	"math"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"
)

var (
	sink  []byte
	count int
)

func work(n int) {
	for i := range n {
		count += i ^ count>>3
	}
}

func BenchmarkAllocsPerRun(b *testing.B) {
	if n := testing.AllocsPerRun(10, func() { sink = make([]byte, 16) }); n != 1 {
		b.Fatalf("it allocates %v times", n)
	}
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		work(100)
	}
}

// BenchmarkReads reads b.N again and again, and counts down by it.
func BenchmarkReads(b *testing.B) {
	total := b.N
	for n := b.N; n > 0; n-- {
		if total != b.N {
			b.Fatal("b.N changed on the way")
		}
		work(100)
	}
	for range b.N {
		work(1)
	}
}

// BenchmarkBoth has sub-benchmarks and work of its own.
func BenchmarkBoth(b *testing.B) {
	for i := 0; i < b.N; i++ {
		work(100)
	}
	b.Run("sub", func(b *testing.B) {
		for b.Loop() {
			work(100)
		}
	})
	work(100)
}

// BenchmarkLoopInSub is no benchmark itself; its parts are.
func BenchmarkLoopInSub(b *testing.B) {
	for _, name := range []string{"a", "b"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sink = make([]byte, 16)
			}
		})
	}
}

// BenchmarkLeavesGoroutine leaves one behind in every call.
func BenchmarkLeavesGoroutine(b *testing.B) {
	go func() { select {} }()
	for i := 0; i < b.N; i++ {
		work(100)
	}
}

func BenchmarkProcsChanged(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for i := 0; i < b.N; i++ {
		work(100)
	}
}

// BenchmarkProcsLeft forgets to put them back.
func BenchmarkProcsLeft(b *testing.B) {
	runtime.GOMAXPROCS(1)
	for i := 0; i < b.N; i++ {
		work(100)
	}
}

func BenchmarkStdout(b *testing.B) {
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		b.Fatal(err)
	}
	defer null.Close()
	defer func(out, errs *os.File) { os.Stdout, os.Stderr = out, errs }(os.Stdout, os.Stderr)
	os.Stdout, os.Stderr = null, null
	for i := 0; i < b.N; i++ {
		os.Stdout.WriteString("x")
	}
}

// BenchmarkStderrClosed closes standard error for good.
func BenchmarkStderrClosed(b *testing.B) {
	os.Stderr.Close()
	for i := 0; i < b.N; i++ {
		work(100)
	}
}

func BenchmarkLogs(b *testing.B) {
	for i := 0; i < b.N; i++ {
		if i%1000 == 0 {
			log.Print("turn 0 0 0 0 1 1 0 0 0 0 0 0 0")
			b.Log("said by the benchmark")
		}
		work(100)
	}
}

func BenchmarkSignals(b *testing.B) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGUSR1)
	defer stop()
	signal.Ignore(syscall.SIGPIPE)
	for i := 0; i < b.N; i++ {
		work(100)
	}
	syscall.Kill(os.Getpid(), syscall.SIGUSR1)
	<-ctx.Done()
}

// BenchmarkTicks is interrupted by a timer's signal in every read.
func BenchmarkTicks(b *testing.B) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGUSR2)
	defer signal.Stop(c)
	stop := make(chan bool)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		for {
			select {
			case <-stop:
				return
			case <-time.After(200 * time.Microsecond):
				syscall.Kill(os.Getpid(), syscall.SIGUSR2)
			}
		}
	}()
	for b.Loop() {
		work(100)
	}
	close(stop)
	wg.Wait()
}

// BenchmarkPreallocated has room for all of its results.
func BenchmarkPreallocated(b *testing.B) {
	all := make([]int, b.N)
	b.ResetTimer()
	for i := range all {
		work(100)
		all[i] = i
	}
}

// BenchmarkLocked keeps its thread.
func BenchmarkLocked(b *testing.B) {
	runtime.LockOSThread()
	for i := 0; i < b.N; i++ {
		work(100)
	}
}

// BenchmarkPanicRecovered panics and goes on.
func BenchmarkPanicRecovered(b *testing.B) {
	for i := 0; i < b.N; i++ {
		func() {
			defer func() { recover() }()
			panic("on purpose")
		}()
	}
}

func BenchmarkCollects(b *testing.B) {
	for i := 0; i < b.N; i++ {
		runtime.GC()
	}
}

// BenchmarkGrows costs the more an iteration the more there are.
func BenchmarkGrows(b *testing.B) {
	var sorted []int
	for i := 0; i < b.N; i++ {
		sorted = slices.Insert(sorted, 0, i)
	}
}

// BenchmarkMap fills a map as large as b.N.
func BenchmarkMap(b *testing.B) {
	m := map[int]int{}
	for i := 0; i < b.N; i++ {
		m[i*7919] = i
	}
}

func BenchmarkAppend(b *testing.B) {
	b.ReportAllocs()
	var all []int
	for i := 0; i < b.N; i++ {
		all = append(all, i)
	}
	sink = make([]byte, 1+len(all)&1)
}

// slower takes the longer the larger i is.
func slower(i int) { work(10 + int(math.Sqrt(float64(i)))) }

// BenchmarkLoopGrows costs the more an iteration the longer it has run.
func BenchmarkLoopGrows(b *testing.B) {
	for i := 0; b.Loop(); i++ {
		slower(i)
	}
}

// BenchmarkLoopMap fills a map that it never empties.
func BenchmarkLoopMap(b *testing.B) {
	m := map[int]int{}
	for i := 0; b.Loop(); i++ {
		m[i*7919] = i
	}
}

// BenchmarkLoopAppend appends to a slice for as long as it runs.
func BenchmarkLoopAppend(b *testing.B) {
	var all []int
	for i := 0; b.Loop(); i++ {
		all = append(all, i)
	}
	sink = make([]byte, 1+len(all)&1)
}

// hoard is what BenchmarkHoards leaves in the process.
var hoard int

// BenchmarkHoards costs the more an iteration the more calls there were.
func BenchmarkHoards(b *testing.B) {
	for i := 0; i < b.N; i++ {
		hoard++
		slower(hoard)
	}
}
