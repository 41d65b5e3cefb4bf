package gotest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// An Output is what one process of a test binary gave.
type Output struct {
	Results []Result
	// Tail is the bounded end of what the process printed: its standard output,
	// then its standard error.
	Tail string
	// Elapsed is the wall time of the process, start and end included; CPU is the
	// CPU time that it and those of its children that it waited for used.
	Elapsed, CPU time.Duration
}

// Run runs one benchmark in a process of its own and returns its one result.
// A benchmark that ends badly gives a *Failure; when ctx ends, the error is its
// cause. Output holds whatever there was in either case. A call with neither N
// nor Duration runs for one second.
//
// The process runs in the package's own directory, with testing.Verbose, and
// its whole process group is killed when it ends. It may stay silent for
// Silence, and it is ended as well when it prints but finishes nothing for ten
// times as long; a Silence of 0 means for ever.
func (b *Binary) Run(ctx context.Context, c Call) (Output, error) {
	w := want{top: "Benchmark" + c.Benchmark, procs: c.Procs, n: c.N}
	w.full = w.top
	if i := strings.IndexByte(w.top, '/'); i >= 0 {
		w.top = w.top[:i]
	}
	if c.OwnN {
		w.n = 0
	}
	r, err := b.exec(ctx, append(c.args(), c.Profiles.args()...), c.Silence, w)
	if err != nil {
		return r.output, err
	}
	if f := r.failure(); f != nil {
		return r.output, f
	}
	return r.output, nil
}

// Discover runs all benchmarks at or below one benchmark function that pattern,
// a whole -bench expression, selects: one iteration each, or as many as they set b.N
// to themselves, which is their Result's N. It returns those
// that gave a result. Those that ended badly are in the error, which joins one
// *Failure for each, named by its Benchmark, skips last; results and error are
// independent of each other.
//
// Top is with or without the word Benchmark. An empty pattern selects all.
func (b *Binary) Discover(ctx context.Context, top string, procs int, pattern string, silence time.Duration) ([]Result, error) {
	top = b.function(top)
	bench, err := below(top, pattern)
	if err != nil {
		return nil, err
	}
	var r run
	var spent time.Duration
	for range glances {
		r, err = b.exec(ctx, benchArgs(bench, "1x", procs), silence, want{top: top, leaves: strings.Contains(bench, "/"), procs: procs, n: 1, own: true})
		if err != nil {
			return r.output.Results, err
		}
		if spent += r.elapsed; !r.untimed() || spent > glanceTime {
			break
		}
	}
	failures := r.failures()
	return sound(timed(r.output.Results, r.elapsed), failures), failures
}

// timed notes what each result's iteration took: what its timer saw, and its share
// of what the timers did not see of the process. Timers that saw more than there was
// count for nothing.
func timed(results []Result, elapsed time.Duration) []Result {
	seen := func(r Result) time.Duration {
		return time.Duration(float64(time.Second) * min(max(r.Values["sec/op"], 0), 2*elapsed.Seconds()))
	}
	left := elapsed
	for _, r := range results {
		left -= seen(r)
	}
	for i, r := range results {
		if left < 0 {
			results[i].Took = elapsed / time.Duration(len(results))
			continue
		}
		results[i].Took = seen(r) + left/time.Duration(len(results))
	}
	return results
}

// glances bounds the processes of one Discover, and glanceTime is how long those
// before the last may have taken together. While a panic unwinds, package testing
// already goes on, and now and then, on a busy machine once in ten times, ends the
// process by itself before the panic does: what is left of it is, unless the timer
// was stopped, a result without a time. Only the next process can tell that from a
// benchmark that hides its time.
const (
	glances    = 8
	glanceTime = 5 * time.Second
)

// sound leaves out the results of benchmarks that failed. One that panics may
// still print a result, since package testing goes on while the process dies.
func sound(results []Result, failures error) []Result {
	joined, ok := failures.(interface{ Unwrap() []error })
	if !ok {
		return results
	}
	failed := map[string]bool{}
	for _, err := range joined.Unwrap() {
		var f *Failure
		if errors.As(err, &f) {
			failed[f.Benchmark] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(results), func(r Result) bool { return failed[r.Name] })
}

// function returns the name of a benchmark function, with the word Benchmark.
func (b *Binary) function(top string) string {
	with := "Benchmark" + top
	for _, f := range b.Package.Benchmarks {
		if f.Name == with {
			return with
		}
	}
	if strings.HasPrefix(top, "Benchmark") {
		return top
	}
	return with
}

// List returns the benchmark functions of the binary that pattern, a whole
// -bench expression, selects, with the word Benchmark, in the binary's order.
// An empty pattern selects all.
func (b *Binary) List(ctx context.Context, pattern string, silence time.Duration) ([]string, error) {
	m, err := parsePattern(pattern)
	if err != nil {
		return nil, err
	}
	var all []string
	in := &lines{each: func(line []byte) {
		if name := b.listed(strings.TrimSuffix(string(line), "\r")); name != "" && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}}
	out, errs := &tail{}, &tail{}
	r := run{stderr: &watch{}, silence: silence}
	panics := &lines{each: r.stderr.line}
	p := b.process([]string{"-test.list=^Benchmark"}, silence, io.MultiWriter(in, out), io.MultiWriter(panics, errs))
	r.ended, err = p.run(ctx)
	in.flush()
	panics.flush()
	if f := startFailure(ctx, err); f != nil {
		return nil, f
	}
	r.output.Tail = both(out, errs)
	if f := r.crash(); f != nil {
		f.Message = "list benchmarks: " + f.Message
		return nil, f
	}
	if len(all) == 0 && len(b.Package.Benchmarks) > 0 {
		return nil, &Failure{Kind: NoResult, Tail: r.output.Tail,
			Message: saying("the test binary lists none of its benchmarks (does TestMain call m.Run?)", r.output.Tail)}
	}
	return slices.DeleteFunc(all, func(name string) bool { return !m.selects(name) }), nil
}

// listed returns the benchmark that a line of -test.list names; TestMain may
// have printed something before it.
func (b *Binary) listed(line string) string {
	if len(b.Package.Benchmarks) == 0 {
		if isBenchmark(line) && !strings.ContainsAny(line, " \t") {
			return line
		}
		return ""
	}
	best := ""
	for _, f := range b.Package.Benchmarks {
		if strings.HasSuffix(line, f.Name) && len(f.Name) > len(best) {
			best = f.Name
		}
	}
	return best
}

// args returns the arguments of a call.
func (c Call) args() []string {
	return benchArgs(Pattern(c.Benchmark), strconv.FormatInt(c.N, 10)+"x", c.Procs)
}

// benchArgs returns arguments for one process. Only with -test.v do names,
// skips and logs come when they happen, and names again beside their values.
// No timeout of package testing covers benchmarks.
func benchArgs(bench, benchtime string, procs int) []string {
	args := []string{
		"-test.run=^$", "-test.bench=" + bench, "-test.benchtime=" + benchtime,
		"-test.benchmem", "-test.v", "-test.paniconexit0", "-test.timeout=0",
	}
	if procs > 0 {
		args = append(args, "-test.cpu="+strconv.Itoa(procs))
	}
	return args
}

// exec runs the binary and scans its output.
func (b *Binary) exec(ctx context.Context, args []string, silence time.Duration, w want) (run, error) {
	r := run{scanner: &scanner{want: w}, stderr: &watch{}, silence: silence}
	r.scanner.touch()
	in, errs := &lines{each: r.scanner.line}, &lines{each: r.stderr.line}
	outTail, errTail := &tail{}, &tail{}
	p := b.process(args, silence, io.MultiWriter(in, outTail), io.MultiWriter(errs, errTail))
	p.finished = r.scanner.finished
	var err error
	r.ended, err = p.run(ctx)
	in.flush()
	errs.flush()
	r.output = Output{Results: r.scanner.results, Tail: both(outTail, errTail), Elapsed: r.elapsed}
	if f := startFailure(ctx, err); f != nil {
		return r, f
	}
	// A result that the process's death cut in two is told by how it died.
	if r.died() == nil {
		r.scanner.end()
	}
	r.output.CPU = r.state.UserTime() + r.state.SystemTime()
	return r, nil
}

func (b *Binary) process(args []string, silence time.Duration, out, errs io.Writer) process {
	return process{
		path: b.Path, args: args, dir: b.Package.Dir, env: b.Env,
		stdout: out, stderr: errs, silence: silence,
	}
}

// startFailure tells an end of ctx from a process that did not start.
func startFailure(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if cause := context.Cause(ctx); cause != nil && errors.Is(err, cause) {
		return err
	}
	return failf(Start, "start the test binary: %v", err)
}

// both joins the ends of a process's two outputs.
func both(out, errs *tail) string {
	o, e := out.String(), errs.String()
	if o != "" && e != "" && !strings.HasSuffix(o, "\n") {
		o += "\n"
	}
	return fmt.Sprint(o + e)
}
