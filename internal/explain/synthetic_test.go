package explain

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/google/pprof/profile"
)

// A synthetic is a profile made of words: a sample's frames stand innermost first,
// "NAME" or "NAME@FILE:LINE", with a "~" before one whose body stands in that of
// the next.
type synthetic struct {
	p         *profile.Profile
	functions map[string]*profile.Function
}

func newSynthetic(kind string) *synthetic {
	types := map[string][]string{CPU: {"samples", "cpu"}, AllocSpace: {"alloc_objects", "alloc_space"}, Block: {"contentions", "delay"}}[kind]
	s := &synthetic{p: &profile.Profile{}, functions: map[string]*profile.Function{}}
	for _, t := range types {
		s.p.SampleType = append(s.p.SampleType, &profile.ValueType{Type: t, Unit: "count"})
	}
	return s
}

// add adds a sample of so many counts and as much of the value.
func (s *synthetic) add(count, value int64, frames ...string) *synthetic {
	sample := &profile.Sample{Value: []int64{count, value}}
	var lines []profile.Line
	for _, f := range frames {
		f, inlined := strings.CutPrefix(f, "~")
		lines = append(lines, s.line(f))
		if !inlined {
			loc := &profile.Location{ID: uint64(len(s.p.Location) + 1), Line: lines}
			s.p.Location = append(s.p.Location, loc)
			sample.Location = append(sample.Location, loc)
			lines = nil
		}
	}
	s.p.Sample = append(s.p.Sample, sample)
	return s
}

func (s *synthetic) line(text string) profile.Line {
	name, at, _ := strings.Cut(text, "@")
	file, line, _ := strings.Cut(at, ":")
	n, _ := strconv.Atoi(line)
	fn, ok := s.functions[name]
	if !ok {
		fn = &profile.Function{ID: uint64(len(s.functions) + 1), Name: name, SystemName: name, Filename: file, StartLine: 1}
		s.functions[name] = fn
		s.p.Function = append(s.p.Function, fn)
	}
	return profile.Line{Function: fn, Line: int64(n)}
}

// loopFile is the source that the samples of these tests speak of: the loop is in
// lines 5 to 7, the setup in line 4.
const loopFile = `package p

func BenchmarkX(b *testing.B) {
	setup()
	for i := 0; i < b.N; i++ {
		work()
	}
}
`

func code() Code {
	return Code{Modules: []Module{{"example.com/p", "."}}, Files: map[string]File{"x_test.go": ParseFile("x_test.go", []byte(loopFile))}}
}

const (
	inLoop    = "example.com/p.BenchmarkX@example.com/p/x_test.go:6"
	inSetup   = "example.com/p.BenchmarkX@example.com/p/x_test.go:4"
	work      = "example.com/p.work@example.com/p/work.go:9"
	runN      = "testing.(*B).runN@testing/benchmark.go:200"
	goroutine = "runtime.goexit@runtime/asm.s:1"
)

// runs repeats a profile in so many rounds of n iterations.
func runs(rounds int, n int64, p *profile.Profile) []Run {
	var list []Run
	for range rounds {
		list = append(list, Run{Profile: p.Copy(), N: n})
	}
	return list
}

func explained(kind string, base, head *profile.Profile) string {
	e := Explain(Question{Kind: kind, Base: Side{Code: code(), Runs: runs(3, 99, base)}, Head: Side{Code: code(), Runs: runs(3, 99, head)}})
	var b strings.Builder
	for _, f := range e.Functions {
		fmt.Fprintf(&b, "%s %s:%d %.3g→%.3g cum %.3g→%.3g only=%s inlined=%s %v\n", f.Name, f.File, f.Line, f.BaseFlat*1e9, f.HeadFlat*1e9,
			f.BaseCum*1e9, f.HeadCum*1e9, f.Only, f.Inlined, len(f.Folded))
	}
	return b.String() + e.Unclear
}
