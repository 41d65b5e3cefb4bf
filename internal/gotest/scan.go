package gotest

import (
	"fmt"
	"strings"
	"sync/atomic"
	"time"
)

// A want says which results are expected of a process.
type want struct {
	// top is the benchmark function, with the word Benchmark.
	top string
	// full is the one benchmark that runs, with the word Benchmark; empty when
	// all that appear below top are welcome.
	full string
	// own is set where a benchmark may set b.N itself, to another number than n.
	own bool
	// leaves is set where the pattern names sub-benchmarks: a function that runs may
	// have none of them.
	leaves bool
	procs  int   // 0 where GOMAXPROCS is not known
	n      int64 // 0 where the number of iterations is not known
}

// A scanner finds results in the standard output of a test binary that runs
// with -test.v, amid whatever the benchmark prints itself. Package testing
// writes there
//
//	BenchmarkX/a                              before a benchmark runs
//	    x_test.go:12: text                    for b.Log, b.Fatal, b.Skip
//	BenchmarkX/a-2  \t                        and, in a second write,
//	     100\t  12.3 ns/op\t ... allocs/op    its result
//	--- FAIL: BenchmarkX/a                    or one of these
//	--- SKIP: BenchmarkX/a
//
// and anything may be printed before, after and between those writes, with or
// without a newline. The zero value needs a want.
type scanner struct {
	want
	results []Result
	// cut is a name whose values were not on the same line, mended tells that
	// such a pair was put together.
	cut    *heading
	mended bool
	// garbled is the first reason for which the results are not certain.
	garbled string
	// below tells that results of sub-benchmarks of full were seen.
	below bool

	names  names
	log    logbook
	failed []mark
	skips  []mark

	last atomic.Int64 // when the last line of package testing came, in Unix nanoseconds
}

// A heading is the first half of a result line.
type heading struct {
	name  string // with the word Benchmark, without suffix
	procs int
}

// A mark is a line that says how a benchmark ended.
type mark struct {
	name    string // with the word Benchmark
	message string
}

// line takes the next line of output.
func (s *scanner) line(b []byte) {
	line := string(b)
	if s.mark(line) {
		return
	}
	c, ok := readCounted(line)
	switch found := s.headings(line); {
	case ok && s.whole(line, c, found):
	case len(found) > 0:
		s.split(found, c, ok)
	case ok:
		s.values(c)
	case s.names.announce(line, s.top):
		s.log.clear()
		s.touch()
	default:
		s.log.line(line)
	}
}

// touch notes that the process got on.
func (s *scanner) touch() { s.last.Store(time.Now().UnixNano()) }

// finished returns when touch was last called.
func (s *scanner) finished() time.Time { return time.Unix(0, s.last.Load()) }

// headings returns the names with their tab that end somewhere in line, by the
// offset behind the tab.
func (s *scanner) headings(line string) map[int]heading {
	if !strings.Contains(line, s.top) {
		return nil
	}
	found := map[int]heading{}
	for i := 0; i < len(line); i++ {
		if line[i] != '\t' {
			continue
		}
		before := strings.TrimRight(line[:i], " ")
		word := before[strings.LastIndexAny(before, " \t\r")+1:]
		if h, ok := s.resolve(word); ok {
			found[i+1] = h
		}
	}
	return found
}

// whole takes a line that holds a name and, right behind it, its values. Names
// behind those are units, names before are halves of other results.
func (s *scanner) whole(line string, c counted, found map[int]heading) bool {
	h, ok := found[c.at]
	n, whole, _ := c.count(s.n)
	if !ok || !whole {
		return false
	}
	for at := range found {
		if at < c.at {
			s.spoil("two results run into one another: %q", line)
		}
	}
	s.add(h, n, c)
	return true
}

// split takes a line with names whose values come later, or behind something
// else on the same line.
func (s *scanner) split(found map[int]heading, c counted, ok bool) {
	for _, h := range found {
		if s.cut != nil || len(found) > 1 {
			s.spoil("the result of %s was cut by other output", h.name)
		}
		s.cut = &h
	}
	if ok {
		s.values(c)
	}
}

// values takes values without a name: the second half of a cut line, or the
// benchmark's own printing.
func (s *scanner) values(c counted) {
	n, _, ok := c.count(s.n)
	if !ok || s.n > 0 && n > 0 && n != s.n {
		return
	}
	if s.cut == nil {
		// Which of the two was the real one?
		if s.mended {
			s.spoil("a result was cut by other output")
		}
		return
	}
	h := *s.cut
	s.cut, s.mended = nil, true
	s.add(h, n, c)
}

// add takes a result.
func (s *scanner) add(h heading, n int64, c counted) {
	s.touch()
	defer s.log.clear()
	if n == 0 {
		// Its last run ended early without failing: b.Skip, but not in the first.
		s.skips = append(s.skips, mark{h.name, s.log.newest()})
		return
	}
	if s.n > 0 && n != s.n && !s.own {
		s.spoil("%s reports %d iterations instead of %d", h.name, n, s.n)
	}
	name := strings.TrimPrefix(h.name, "Benchmark")
	for _, r := range s.results {
		if r.Name == name && r.Procs == h.procs {
			s.spoil("two results of %s were printed", h.name)
			return
		}
	}
	r := Result{Name: name, Procs: h.procs, N: n}
	r.Values, r.Omitted = c.tidy()
	s.results = append(s.results, r)
}

// spoil notes why the results are not certain.
func (s *scanner) spoil(format string, args ...any) {
	if s.garbled == "" {
		s.garbled = fmt.Sprintf(format, args...)
	}
}

// end is called behind the last line.
func (s *scanner) end() {
	if s.cut != nil {
		s.spoil("the result of %s was cut by other output", s.cut.name)
	}
}
