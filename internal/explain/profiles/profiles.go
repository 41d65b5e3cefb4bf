// Package profiles runs both sides of a benchmark under the profilers of package
// testing, in alternating rounds of equally many iterations, within a bound of
// time.
//
//	build for a higher rate → rounds of CPU profiles → allocations → waits
//
// The test binaries run by themselves, whichever engine measured the benchmark:
// a profile wants a long stretch of one side.
package profiles

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"github.com/google/pprof/profile"

	"github.com/benchgate/benchgate/internal/explain"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// A Profiler profiles benchmarks one at a time. It is not safe for concurrent
// use.
type Profiler struct {
	// Dir is an existing directory for what it builds and writes; that is outside
	// of both trees.
	Dir string
	// Silence ends a process that finished nothing for so long; 0 means never.
	Silence time.Duration
	// Seed decides which side goes first.
	Seed uint64
	// Log is told what is worth a note; nil means nobody.
	Log func(format string, args ...any)

	coins  *rand.Rand
	built  map[*gotest.Binary]*gotest.Binary // for a higher rate, by what it was made from
	number int
}

// A Pace is what is known of a benchmark's iterations on its slower side.
type Pace struct {
	Seconds float64 // an iteration; 0 for unknown
	Allocs  float64 // an iteration; 0 for none or unknown
}

// Runs are the processes of both sides; the k-th of both are a round.
type Runs map[round.Side][]explain.Run

const (
	// mostRounds is how many rounds of CPU profiles there are.
	mostRounds = 4
	// longest and shortest bound what a process is meant to spend in its loop.
	longest, shortest = 500 * time.Millisecond, 50 * time.Millisecond
	// ending is what starting a process and writing a CPU profile take besides.
	ending = 150 * time.Millisecond
	// mostAllocs bounds the allocations of a process that notes every one.
	mostAllocs = 100_000
	// allocTime is what a process is meant to spend that notes allocations.
	allocTime = 60 * time.Millisecond
)

// mostIterations is where package testing stops as well.
const mostIterations = 1_000_000_000

func (p Pace) iterations(d time.Duration) int64 {
	if p.Seconds <= 0 {
		return 1
	}
	return max(1, int64(min(d.Seconds()/p.Seconds, mostIterations)))
}

// Allocs takes two rounds of profiles of every allocation.
func (p *Profiler) Allocs(ctx context.Context, t measure.Target, pace Pace, until time.Time) (Runs, error) {
	n := pace.iterations(allocTime)
	if pace.Allocs > 0 {
		n = min(n, max(1, int64(mostAllocs/pace.Allocs)))
	}
	runs, _, err := p.take(ctx, t, job{kind: explain.AllocSpace, n: n, rounds: 2, until: until})
	return runs, err
}

// Waits takes two rounds of block profiles, or mutex profiles.
func (p *Profiler) Waits(ctx context.Context, t measure.Target, kind string, pace Pace, until time.Time) (Runs, error) {
	runs, _, err := p.take(ctx, t, job{kind: kind, n: pace.iterations(2 * allocTime), rounds: 2, until: until})
	return runs, err
}

// A job is a number of rounds of one kind of profile.
type job struct {
	kind   string
	n      int64
	rounds int
	until  time.Time
}

// take takes the rounds of a job, as many as there is time for, and says how long
// the longest process was in its loop, about.
func (p *Profiler) take(ctx context.Context, t measure.Target, j job) (Runs, time.Duration, error) {
	ctx, cancel := context.WithDeadline(ctx, j.until)
	defer cancel()
	runs, spent := Runs{}, time.Duration(0)
	for k := range j.rounds {
		began := time.Now()
		one, d, err := p.round(ctx, t, j)
		if errors.Is(err, context.DeadlineExceeded) && !time.Now().Before(j.until) {
			return runs, spent, nil
		}
		if err != nil {
			return nil, 0, err
		}
		for _, s := range round.Sides {
			runs[s] = append(runs[s], one[s])
		}
		spent = max(spent, d)
		if last := time.Since(began); k+1 < j.rounds && time.Now().Add(last).After(j.until) {
			break
		}
	}
	return runs, spent, nil
}

// round takes one profile of both sides, a fair coin saying which goes first.
func (p *Profiler) round(ctx context.Context, t measure.Target, j job) (map[round.Side]explain.Run, time.Duration, error) {
	if p.coins == nil {
		p.coins = rand.New(rand.NewPCG(p.Seed, 1))
	}
	first := round.Sides[p.coins.IntN(2)]
	runs, spent := map[round.Side]explain.Run{}, time.Duration(0)
	for _, s := range [2]round.Side{first, first.Other()} {
		r, d, err := p.process(ctx, t, s, j)
		if err != nil {
			return nil, 0, fmt.Errorf("%s: %w", s, err)
		}
		runs[s], spent = r, max(spent, d)
	}
	return runs, spent, nil
}

// process runs one process and reads its profile.
func (p *Profiler) process(ctx context.Context, t measure.Target, s round.Side, j job) (run explain.Run, spent time.Duration, err error) {
	p.number++
	file := filepath.Join(p.Dir, fmt.Sprintf("%06d.pprof", p.number))
	defer func() { err = errors.Join(err, ignoreMissing(os.Remove(file))) }()
	call := gotest.Call{Benchmark: t.Run, Procs: t.Procs, N: j.n, Silence: p.Silence, Profiles: files(j.kind, file)}
	out, err := t.Binary(s).Run(ctx, call)
	p.note("%s profile of %s of %s: %d iterations, %v, CPU %v", j.kind, s, t.Benchmark, j.n, out.Elapsed.Round(time.Millisecond), out.CPU)
	if err != nil {
		return run, 0, err
	}
	data, err := readProfile(file)
	if err != nil {
		return run, 0, fmt.Errorf("read its %s profile: %w", j.kind, err)
	}
	run = explain.Run{N: j.n}
	if run.Profile, err = profile.ParseData(data); err != nil {
		return run, 0, fmt.Errorf("read its %s profile: %w", j.kind, err)
	}
	if j.kind == explain.CPU {
		run.CPU = out.CPU
	}
	return run, max(0, out.Elapsed-ending), nil
}

// largestProfile bounds what a process may leave as its profile, in bytes.
const largestProfile = 64 << 20

// readProfile reads what a process has left. The benchmark could put anything in
// the file's place: a pipe that nobody writes to would be waited for without end.
func readProfile(file string) ([]byte, error) {
	info, err := os.Lstat(file)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no plain file", filepath.Base(file))
	case info.Size() > largestProfile:
		return nil, fmt.Errorf("%s has more than %d bytes", filepath.Base(file), largestProfile)
	}
	return os.ReadFile(file)
}

func (p *Profiler) note(format string, args ...any) {
	if p.Log != nil {
		p.Log(format, args...)
	}
}

func files(kind, file string) gotest.Profiles {
	switch kind {
	case explain.CPU:
		return gotest.Profiles{CPU: file}
	case explain.Block:
		return gotest.Profiles{Block: file}
	case explain.Mutex:
		return gotest.Profiles{Mutex: file}
	}
	return gotest.Profiles{Allocs: file}
}

func ignoreMissing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
