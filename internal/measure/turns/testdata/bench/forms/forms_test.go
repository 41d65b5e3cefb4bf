// Package forms has a benchmark of every form that package testing knows.
package forms

import (
	"os"
	"reflect"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

var (
	sink  []byte
	count int
)

// work takes some time that depends on n alone.
func work(n int) {
	for i := range n {
		count += i ^ count>>3
	}
}

// three allocates three times, 48 bytes in all.
func three() {
	for range 3 {
		sink = make([]byte, 16)
	}
}

func BenchmarkPlain(b *testing.B) {
	for i := 0; i < b.N; i++ {
		work(100)
	}
}

func BenchmarkLoop(b *testing.B) {
	for b.Loop() {
		work(100)
	}
}

func BenchmarkEmpty(b *testing.B) {
	for i := 0; i < b.N; i++ {
	}
}

func BenchmarkAllocs(b *testing.B) {
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		three()
	}
}

func BenchmarkLoopAllocs(b *testing.B) {
	sink = make([]byte, 1<<20)
	for b.Loop() {
		three()
	}
	sink = make([]byte, 1<<20)
}

// BenchmarkReset has a setup that takes long and allocates, outside of the timer.
func BenchmarkReset(b *testing.B) {
	work(1_000_000)
	sink = make([]byte, 1<<20)
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		three()
	}
}

// BenchmarkSetup is the same with the setup timed.
func BenchmarkSetup(b *testing.B) {
	work(1_000_000)
	sink = make([]byte, 1<<20)
	for i := 0; i < b.N; i++ {
		three()
	}
}

// BenchmarkSmallSetup has a timed setup that a longer turn drowns.
func BenchmarkSmallSetup(b *testing.B) {
	work(20_000)
	for i := 0; i < b.N; i++ {
		work(100)
	}
}

func BenchmarkStopTimer(b *testing.B) {
	for i := 0; i < b.N; i++ {
		b.StopTimer()
		sink = make([]byte, 1<<10)
		b.StartTimer()
		three()
	}
}

func BenchmarkLoopStopTimer(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		sink = make([]byte, 1<<10)
		b.StartTimer()
		three()
	}
}

// BenchmarkLoopReset winds the timer back in the loop, once.
func BenchmarkLoopReset(b *testing.B) {
	i := 0
	for b.Loop() {
		if i++; i == 10 {
			b.ResetTimer()
		}
		three()
	}
}

func BenchmarkBytes(b *testing.B) {
	b.SetBytes(1000)
	for i := 0; i < b.N; i++ {
		work(100)
	}
}

func BenchmarkLoopBytes(b *testing.B) {
	for b.Loop() {
		work(100)
	}
	b.SetBytes(1000)
}

func BenchmarkMetric(b *testing.B) {
	for i := 0; i < b.N; i++ {
		work(100)
	}
	b.ReportMetric(float64(b.N), "ran")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N), "my-ns/op")
}

func BenchmarkLoopMetric(b *testing.B) {
	from := time.Now()
	n := 0
	for b.Loop() {
		work(100)
		n++
	}
	b.ReportMetric(float64(n-b.N), "miscounted")
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "rate/s")
	b.ReportMetric(time.Since(from).Seconds()/b.Elapsed().Seconds(), "waited")
}

func BenchmarkReplace(b *testing.B) {
	for i := 0; i < b.N; i++ {
		three()
	}
	b.ReportMetric(42, "ns/op")
	b.ReportMetric(7, "allocs/op")
	b.ReportMetric(5, "B/op")
}

func BenchmarkLoopReplace(b *testing.B) {
	for b.Loop() {
		three()
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(3, "MB/s")
}

func BenchmarkSub(b *testing.B) {
	b.Run("a b", func(b *testing.B) {
		b.Run("c=(1|2)", func(b *testing.B) {
			for i := 0; i < b.N; i++ {
				three()
			}
		})
		b.Run("c=(1|2)", func(b *testing.B) { b.Fatal("not this one") })
	})
	b.Run("other", func(b *testing.B) { b.Fatal("nor this one") })
}

func BenchmarkGroup(b *testing.B) {
	b.Run("x", func(b *testing.B) {
		b.Run("y", func(b *testing.B) { b.Skip("not now") })
	})
}

func BenchmarkParallel(b *testing.B) {
	var n atomic.Int64
	b.SetParallelism(2)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			n.Add(1)
		}
	})
	if n.Load() != int64(b.N) {
		b.Fatalf("ran %d of %d", n.Load(), b.N)
	}
}

func BenchmarkParallelAllocs(b *testing.B) {
	b.RunParallel(func(pb *testing.PB) {
		var s []byte
		for pb.Next() {
			s = append([]byte(nil), "0123456789abcdef"...)
		}
		_ = strings.ToUpper(string(s))
	})
}

// BenchmarkParallelGrain tells the size of the portions that goroutines take.
func BenchmarkParallelGrain(b *testing.B) {
	var grain atomic.Uint64
	b.RunParallel(func(pb *testing.PB) {
		grain.Store(reflect.ValueOf(pb).Elem().FieldByName("grain").Uint())
		n := 0
		for pb.Next() {
			for i := range 1000 {
				n += i ^ n>>3
			}
		}
		if n == -1 {
			b.Log(n)
		}
	})
	b.ReportMetric(float64(grain.Load()), "grain")
}

// BenchmarkCycles tells how many GC cycles the process has had.
func BenchmarkCycles(b *testing.B) {
	for i := 0; i < b.N; i++ {
		work(100)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.NumGC), "gc-cycles")
}

// BenchmarkSlowHeap allocates beside a heap that takes long to collect, which
// happens every 3800 iterations.
func BenchmarkSlowHeap(b *testing.B) {
	heap := make([]*[4]uint64, 24<<20/32)
	for i := range heap {
		heap[i] = new([4]uint64)
	}
	for b.Loop() {
		garbage = make([]byte, 8<<10)
		work(3000)
	}
	runtime.KeepAlive(heap)
}

var garbage []byte

var cleanups int

// BenchmarkCleanup insists that every run is cleaned up before the next.
func BenchmarkCleanup(b *testing.B) {
	if cleanups != 0 || os.Getenv("FORMS") != "" || b.Context().Err() != nil {
		b.Fatalf("not clean: %d, %q, %v", cleanups, os.Getenv("FORMS"), b.Context().Err())
	}
	cleanups++
	ctx := b.Context()
	b.Cleanup(func() {
		cleanups--
		if ctx.Err() == nil {
			b.Error("the context outlives the run")
		}
	})
	b.Setenv("FORMS", "set")
	b.Chdir(b.TempDir())
	for i := 0; i < b.N; i++ {
		three()
	}
}

// BenchmarkLoopCleanup insists that it is one run, and cleaned up after its loop.
func BenchmarkLoopCleanup(b *testing.B) {
	b.Setenv("FORMS", "set")
	b.Chdir(b.TempDir())
	ctx := b.Context()
	b.Cleanup(func() {
		if ctx.Err() == nil || os.Getenv("FORMS") != "set" {
			b.Errorf("cleaned up too early or too late: %v, %q", ctx.Err(), os.Getenv("FORMS"))
		}
		note("cleaned up")
	})
	for b.Loop() {
		three()
	}
	if err := ctx.Err(); err != nil {
		b.Fatal("the context ended with the loop: ", err)
	}
	note("looped")
}

// note tells the file that FORMS_LOG names, if any.
func note(text string) {
	name := os.Getenv("FORMS_LOG")
	if name == "" {
		return
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o666)
	if err == nil {
		_, err = f.WriteString(text + "\n")
	}
	if err != nil {
		panic(err)
	}
	f.Close()
}

// BenchmarkElapsed would be confused by a turn that starts where another ended.
func BenchmarkElapsed(b *testing.B) {
	if b.Elapsed() > time.Second {
		b.Fatal("time that passed before")
	}
	for i := 0; i < b.N; i++ {
		work(100)
	}
}

func BenchmarkSlow(b *testing.B) {
	for i := 0; i < b.N; i++ {
		time.Sleep(20 * time.Millisecond)
	}
}

func BenchmarkLoopSlow(b *testing.B) {
	for b.Loop() {
		time.Sleep(20 * time.Millisecond)
	}
}

func BenchmarkSecond(b *testing.B) {
	for i := 0; i < b.N; i++ {
		time.Sleep(1010 * time.Millisecond)
		note("iterated")
	}
}

func BenchmarkLoopSecond(b *testing.B) {
	for b.Loop() {
		time.Sleep(1010 * time.Millisecond)
		note("iterated")
	}
}

// BenchmarkLazy pays for something in its first iteration of all.
func BenchmarkLazy(b *testing.B) {
	for i := 0; i < b.N; i++ {
		if count == 0 {
			time.Sleep(30 * time.Millisecond)
		}
		work(100)
	}
}

func BenchmarkProcs(b *testing.B) {
	for i := 0; i < b.N; i++ {
		work(100)
	}
	b.ReportMetric(float64(procs()), "procs")
}
