package gotest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
)

// patient is a silence that no test reaches.
const patient = 20 * time.Second

func TestRunGivesOneResult(t *testing.T) {
	for _, c := range []Call{
		{Benchmark: "Plain", Procs: 1, N: 100},
		{Benchmark: "Plain", Procs: 3, N: 100},
		{Benchmark: "Plain", N: 1},
		{Benchmark: "Plain", N: 123456789 / 100},
		{Benchmark: "Loop", Procs: 2, N: 1000},
		{Benchmark: "Über", Procs: 2, N: 10},
		{Benchmark: "Sub/size=1/write", Procs: 2, N: 10},
		{Benchmark: "Noise", Procs: 2, N: 10},
		{Benchmark: "Noise", N: 10},
		{Benchmark: "Spew", Procs: 2, N: 10},
		{Benchmark: "GOMAXPROCS", Procs: 2, N: 10},
		{Benchmark: "Where", Procs: 1, N: 10},
		{Benchmark: "Slow", Procs: 1, N: 2},
	} {
		t.Run(c.Benchmark, func(t *testing.T) {
			t.Parallel()
			c.Silence = patient
			out, err := zoo(t).Run(testContext(t), c)
			if err != nil {
				t.Fatalf("%v\n%s", err, out.Tail)
			}
			if len(out.Results) != 1 {
				t.Fatalf("%d results, want 1", len(out.Results))
			}
			r := out.Results[0]
			if r.Name != c.Benchmark || r.N != c.N || (c.Procs > 0 && r.Procs != c.Procs) || r.Procs < 1 {
				t.Errorf("result is %s with N %d, called %+v", r, r.N, c)
			}
			if r.Values["sec/op"] <= 0 || r.Values["sec/op"] > 1 {
				t.Errorf("sec/op = %v", r.Values["sec/op"])
			}
			for _, unit := range []string{"B/op", "allocs/op"} {
				if _, ok := r.Values[unit]; !ok {
					t.Errorf("no %s among %v", unit, r.Values)
				}
			}
			if out.Elapsed <= 0 || len(out.Tail) > 3*tailSize {
				t.Errorf("elapsed %v, tail of %d bytes", out.Elapsed, len(out.Tail))
			}
		})
	}
}

func TestRunReadsMetrics(t *testing.T) {
	out, err := zoo(t).Run(testContext(t), Call{Benchmark: "Metrics", Procs: 2, N: 10, Silence: patient})
	if err != nil {
		t.Fatal(err)
	}
	r := out.Results[0]
	want := map[string]float64{"p99-sec/op": 12.5e-9, "BenchmarkMetrics": 7, "huge": 1e30, "negative": -2}
	for unit, v := range want {
		if got := r.Values[unit]; got < v-1e-9*max(v, -v) || got > v+1e-9*max(v, -v) {
			t.Errorf("%s = %v, want %v", unit, got, v)
		}
	}
	if r.Values["B/s"] <= 0 {
		t.Errorf("B/s = %v", r.Values["B/s"])
	}
	if got := strings.Join(r.Omitted, " "); got != "inf nan" {
		t.Errorf("omitted %q", got)
	}
	if len(r.Values) != 8 {
		t.Errorf("values %v", r.Values)
	}
}

func TestRunFailures(t *testing.T) {
	const short = 2 * time.Second
	for _, tt := range []struct {
		benchmark string
		env       string
		silence   time.Duration
		kind      Kind
		message   string // a part of it
		tail      string // a part of it
	}{
		{"Skip", "", patient, Skip, "no network\nhere", "something else"},
		{"SkipLate", "", patient, Skip, "only once", ""},
		{"Fatal", "", patient, Fail, "first\nzoo_test.go", "wrong answer"},
		{"FatalLate", "", patient, Fail, "wrong later", ""},
		{"Mixed/fails", "", patient, Fail, "not ever", ""},
		{"Panic", "", patient, Panic, "panic: the end", ""},
		{"PanicElsewhere", "", patient, Panic, "panic: in the background", ""},
		{"Exit3", "", patient, Exit, "exit status 3", "leaving"},
		{"Exit0", "", patient, Exit, "os.Exit(0)", ""},
		{"Hang", "", short, Hang, "2s", "goroutine "},
		{"Chatterbox", "", 400 * time.Millisecond, Hang, "400ms", "still here"},
		{"Forge", "", patient, Garbled, "two results", ""},
		{"CloseStdout", "", patient, NoResult, "without printing", ""},
		{"Absent", "", patient, NoResult, "did not run", ""},
		{"Sub/absent", "", patient, NoResult, "did not run", ""},
		{"Sub", "", patient, NoResult, "only sub-benchmarks", ""},
		{"Plain", "ZOO_MAIN=exit0", patient, NoResult, "TestMain", ""},
		{"Plain", "ZOO_MAIN=exit3", patient, Exit, "exit status 3", ""},
		{"Plain", "ZOO_MAIN=late", patient, Exit, "exit status 4", "allocs/op"},
		{"Plain", "ZOO_MAIN=stdout", patient, NoResult, "TestMain", ""},
		{"Plain", "ZOO_MAIN=sleep", short, Hang, "", ""},
		{"Fatal", "ZOO_MAIN=forgive", patient, Fail, "wrong answer", ""},
		{"Panic", "ZOO_MAIN=forgive", patient, Panic, "the end", ""},
	} {
		t.Run(tt.benchmark+tt.env, func(t *testing.T) {
			t.Parallel()
			out, err := zoo(t, tt.env).Run(testContext(t), Call{Benchmark: tt.benchmark, Procs: 2, N: 10, Silence: tt.silence})
			var f *Failure
			if !errors.As(err, &f) {
				t.Fatalf("error %v is no failure\n%s", err, out.Tail)
			}
			if f.Kind != tt.kind || !strings.Contains(f.Error(), tt.message) || f.Benchmark != tt.benchmark {
				t.Errorf("%s: %s %q, want %s %q\n%s", f.Benchmark, f.Kind, f, tt.kind, tt.message, f.Tail)
			}
			if !strings.Contains(f.Tail, tt.tail) || f.Tail != out.Tail {
				t.Errorf("tail lacks %q:\n%s", tt.tail, f.Tail)
			}
		})
	}
}

func TestRunStart(t *testing.T) {
	b := Binary{Path: "/nonexistent/binary", Package: Package{Dir: t.TempDir()}}
	_, err := b.Run(testContext(t), Call{Benchmark: "X", N: 1})
	var f *Failure
	if !errors.As(err, &f) || f.Kind != Start {
		t.Errorf("error is %v", err)
	}
}

func TestRunEndsWithContext(t *testing.T) {
	t.Parallel()
	cause := errors.New("interrupted")
	ctx, cancel := context.WithCancelCause(testContext(t))
	started := filepath.Join(t.TempDir(), "started")
	go func() {
		for range time.Tick(time.Millisecond) {
			if _, err := os.Stat(started); err == nil || ctx.Err() != nil {
				cancel(cause)
				return
			}
		}
	}()
	out, err := zoo(t, "ZOO_STARTED="+started).Run(ctx, Call{Benchmark: "Hang", Procs: 2, N: 10, Silence: patient})
	var f *Failure
	if !errors.Is(err, cause) || errors.As(err, &f) {
		t.Errorf("error is %v, want the cause alone", err)
	}
	if !strings.Contains(out.Tail, "about to hang") {
		t.Errorf("its output is\n%s", out.Tail)
	}
	if _, err := zoo(t).Run(ctx, Call{Benchmark: "Plain", N: 1}); !errors.Is(err, cause) {
		t.Errorf("with a context that has ended: %v", err)
	}
}

// 100 MB on either output neither stop a run nor are kept.
func TestRunOfATorrent(t *testing.T) {
	b := zoo(t)
	stop, peak := make(chan bool), make(chan uint64)
	go func() {
		before := heap()
		most := before
		for ticks := time.Tick(5 * time.Millisecond); ; {
			select {
			case <-ticks:
				most = max(most, heap())
			case <-stop:
				peak <- most - before
				return
			}
		}
	}()
	out, err := b.Run(testContext(t), Call{Benchmark: "Torrent", Procs: 2, N: 10, Silence: patient})
	close(stop)
	if grown := <-peak; grown > 16<<20 {
		t.Errorf("the heap grew by %d bytes", grown)
	}
	if err != nil || len(out.Results) != 1 || out.Results[0].N != 10 {
		t.Fatalf("%v: %v", out.Results, err)
	}
	missing := regexp.MustCompile(`\[1048[0-9]{5} bytes before this are not shown\]`)
	if len(missing.FindAllString(out.Tail, -1)) != 2 || len(out.Tail) > 2*tailSize+200 {
		t.Errorf("the tail has %d bytes: %.200q", len(out.Tail), out.Tail)
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// A goroutine that prints all the time may cut a result in two; the result is
// put together again or is Garbled, never lost and never wrong.
func TestRunAmidConcurrentPrinting(t *testing.T) {
	good := 0
	for range 20 {
		out, err := zoo(t).Run(testContext(t), Call{Benchmark: "Goroutine", Procs: 2, N: 1000, Silence: patient})
		var f *Failure
		switch {
		case err == nil && len(out.Results) == 1 && out.Results[0].N == 1000:
			good++
		case errors.As(err, &f) && f.Kind == Garbled:
		default:
			t.Fatalf("%v\n%s", err, out.Tail)
		}
	}
	if good < 15 {
		t.Errorf("only %d of 20 results could be read", good)
	}
}
