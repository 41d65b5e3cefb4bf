package gotest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A run is a test binary's process that has ended.
type run struct {
	ended
	scanner *scanner
	stderr  *watch
	output  Output
	silence time.Duration
}

// crash returns how the process as a whole ended badly, nil if it did not.
func (r *run) crash() *Failure {
	f := &Failure{Tail: r.output.Tail}
	switch message := r.stderr.message(); {
	case r.hung:
		f.Kind, f.Message = Hang, fmt.Sprintf("nothing was heard of it for %v", r.silence)
	case r.state.Success():
		return nil
	case r.stderr.exited():
		f.Kind, f.Message = Exit, "it called os.Exit(0)"
	case message != "" && (r.state.ExitCode() == 2 || r.state.ExitCode() < 0):
		f.Kind, f.Message = Panic, message
	default:
		f.Kind, f.Message = Exit, Ended(r.state, r.output.Tail)
	}
	return f
}

// died returns how the process ended badly by more than its benchmarks' failures,
// after which package testing exits with status 1: those are told already.
func (r *run) died() *Failure {
	f := r.crash()
	if f != nil && f.Kind == Exit && len(r.scanner.failed) > 0 {
		return nil
	}
	return f
}

// untimed tells whether the process came to its end, yet a result has no time.
func (r *run) untimed() bool {
	return r.died() == nil && slices.ContainsFunc(r.scanner.results, func(res Result) bool {
		_, timed := res.Values["sec/op"]
		return !timed
	})
}

// failure returns how the one benchmark that was asked for ended badly, nil if
// it has its one result. The order tells causes from their consequences.
func (r *run) failure() *Failure {
	s := r.scanner
	f := r.crash()
	switch {
	case f != nil && f.Kind != Exit:
	case len(s.failed) > 0:
		f = &Failure{Kind: Fail, Message: reasons(s.failed)}
	case f != nil:
	case s.garbled != "":
		f = failf(Garbled, "%s", s.garbled)
	case len(s.results) == 1:
		return nil
	case len(s.skips) > 0:
		f = &Failure{Kind: Skip, Message: s.skips[len(s.skips)-1].message}
	case s.below:
		f = failf(NoResult, "it has no result of its own, only sub-benchmarks")
	case !s.names.all[s.full]:
		f = failf(NoResult, "%s", saying("it did not run: the test binary has no such benchmark, or its TestMain did not run it", r.output.Tail))
	default:
		f = failf(NoResult, "it ended without printing a result")
	}
	f.Benchmark, f.Tail = strings.TrimPrefix(s.full, "Benchmark"), r.output.Tail
	return f
}

// reasons joins what the benchmarks said before they failed.
func reasons(marks []mark) string {
	var all []string
	for _, m := range marks {
		if m.message != "" {
			all = append(all, m.message)
		}
	}
	return strings.Join(all, "\n")
}

// failures returns how the benchmarks that were discovered ended badly: one
// *Failure each, joined.
func (r *run) failures() error {
	s := r.scanner
	var all []error
	add := func(kind Kind, name, message string) {
		all = append(all, &Failure{Kind: kind, Message: message, Tail: r.output.Tail,
			Benchmark: strings.TrimPrefix(name, "Benchmark")})
	}
	for i, m := range s.failed {
		if m.message != "" || !parentOf(m.name, s.failed[:i]) {
			add(Fail, m.name, m.message)
		}
	}
	if f := r.died(); f != nil {
		add(f.Kind, s.running(), f.Message)
	}
	if s.garbled != "" {
		add(Garbled, s.top, s.garbled)
	}
	// Skips come last, so that who looks at the first failure misses none that
	// is worse.
	for _, m := range s.skips {
		add(Skip, m.name, m.message)
	}
	if len(all) == 0 && len(s.results) == 0 && !(s.leaves && s.names.all[s.top]) {
		add(NoResult, s.top, saying("no benchmark ran", r.output.Tail))
	}
	return errors.Join(all...)
}

// running returns the benchmark that was announced last, with the word
// Benchmark.
func (s *scanner) running() string {
	if len(s.names.current) == 0 {
		return s.top
	}
	return s.names.current[0]
}

// parentOf tells whether name has a sub-benchmark among marks: then its own
// mark only repeats theirs.
func parentOf(name string, marks []mark) bool {
	for _, m := range marks {
		if strings.HasPrefix(m.name, name+"/") {
			return true
		}
	}
	return false
}
