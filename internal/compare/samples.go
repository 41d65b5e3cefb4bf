package compare

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/benchgate/benchgate/internal/benchfile"
	"github.com/benchgate/benchgate/internal/round"
)

// Samples holds one side's values, read from any number of files. The zero
// value is empty and ready to Read. It must not be used by two goroutines
// while one of them reads.
type Samples struct {
	reader benchfile.Reader
	groups map[*benchfile.Config]map[string]*sampled
	order  []*sampled // by first appearance
	config *benchfile.Config
	names  map[string]*sampled // of config
	index  map[round.Benchmark]*sampled
	units  map[unitKey]stated
	notes  notes

	results int // lines
}

// sampled is one benchmark in one configuration, with its values.
type sampled struct {
	// Benchmark names the configuration as far as Files found that one is needed.
	round.Benchmark
	name   string // without it
	config *benchfile.Config
	series []series // by first appearance of the unit
}

// series is the sample of one unit, in the order read.
type series struct {
	unit   string // canonical
	values []float64
	// infinite counts the values that are left out, since they are no numbers.
	infinite int
}

// Ignore makes configuration lines with these keys tell nothing apart. It comes
// before the first Read.
func (s *Samples) Ignore(keys ...string) {
	s.reader.Ignore = map[string]bool{}
	for _, k := range keys {
		s.reader.Ignore[k] = true
	}
}

// CopyTo makes Read leave w the text of the files in the Go benchmark format, so
// that benchstat reads the same results. It comes before the first Read.
func (s *Samples) CopyTo(w io.Writer) { s.reader.Copy = w }

// Read adds the results of one file, in any form that package benchfile knows.
// Values of a benchmark that is there already join its sample, if nothing in the
// files tells them apart. The file is streamed: memory grows with the values
// kept, not with the file.
//
// Every result that cannot be read is an error that names fileName and the line;
// the error is an *Unreadable then. What could be read is kept.
func (s *Samples) Read(r io.Reader, fileName string) error {
	f := &reading{Samples: s, file: fileName}
	s.index = nil
	results, err := s.reader.Read(r, f)
	s.results += results
	if err != nil {
		return fmt.Errorf("read results: %s: %w", fileName, err)
	}
	return f.bad.err()
}

// Results returns the number of result lines read, also of those without values.
func (s *Samples) Results() int { return s.results }

// A reading takes what one file holds.
type reading struct {
	*Samples
	file string
	bad  Unreadable
}

// Lost implements benchfile.Sink.
func (f *reading) Lost(line int, what string) { f.bad.add(f.file, line, what) }

// Result implements benchfile.Sink: it keeps the values of one line.
func (f *reading) Result(r *benchfile.Result) {
	if r.Config != f.config || f.names == nil {
		f.enter(r.Config)
	}
	b := f.names[string(r.Name)]
	if b == nil {
		if b = f.meet(r); b == nil {
			return
		}
	}
	if r.N == 0 && r.Empty() {
		f.notes.skip(b.name) // its last run ended early: b.Skip
		return
	}
	for _, v := range r.Values {
		if !v.Finite() {
			if standard(v.Unit.Canonical) {
				f.Lost(r.Line, "the value of "+v.Unit.Written+" is not a finite number")
				continue
			}
			b.of(v.Unit.Canonical).infinite++
			continue
		}
		b.append(v)
	}
}

// standard reports whether package testing itself computes a unit.
func standard(unit string) bool { return unit == "sec/op" || unit == "B/s" || allocation(unit) }

// append adds a value to the series of its unit.
func (b *sampled) append(v benchfile.Value) {
	s := b.of(v.Unit.Canonical)
	s.values = append(s.values, v.Value)
}

// of returns the series of a unit, made on first sight.
func (b *sampled) of(unit string) *series {
	for i := range b.series {
		if b.series[i].unit == unit {
			return &b.series[i]
		}
	}
	b.series = append(b.series, series{unit: unit})
	return &b.series[len(b.series)-1]
}

// meet makes the benchmark of a result that is the first of its name.
func (f *reading) meet(r *benchfile.Result) *sampled {
	name := string(r.Name)
	if !benchfile.Visible(name) {
		f.Lost(r.Line, fmt.Sprintf("the name %q holds an escape sequence or another invisible character", name))
		return nil
	}
	b := &sampled{Benchmark: round.Benchmark{Package: r.Config.Package, Name: name}, name: name, config: r.Config}
	f.names[name] = b
	f.order = append(f.order, b)
	return b
}

// enter makes c the configuration of the results that follow.
func (s *Samples) enter(c *benchfile.Config) {
	if s.groups == nil {
		s.groups = map[*benchfile.Config]map[string]*sampled{}
	}
	s.config, s.names = c, s.groups[c]
	if s.names == nil {
		s.names = map[string]*sampled{}
		s.groups[c] = s.names
	}
}

// lookup returns a benchmark by the name that Files gave it, nil if there is
// none of that name.
func (s *Samples) lookup(b round.Benchmark) *sampled {
	if s.index == nil {
		s.index = make(map[round.Benchmark]*sampled, len(s.order))
		for _, have := range s.order {
			s.index[have.Benchmark] = have
		}
	}
	return s.index[b]
}

// find returns the sample in a unit, nil if there is none. The benchmark may be
// nil.
func (b *sampled) find(unit string) *series {
	if b == nil {
		return nil
	}
	for i := range b.series {
		if b.series[i].unit == unit {
			return &b.series[i]
		}
	}
	return nil
}

// values returns the values of a unit, nil if there are none.
func (b *sampled) values(unit string) []float64 {
	if s := b.find(unit); s != nil {
		return s.values
	}
	return nil
}

// Values returns a copy of the sample of a benchmark in a unit, in the order
// read; nil if there is none.
func (s *Samples) Values(b round.Benchmark, unit string) []float64 {
	return slices.Clone(s.lookup(b).values(unit))
}

// Infinite returns the number of values of a benchmark in a unit that were left
// out, since they are not finite numbers.
func (s *Samples) Infinite(b round.Benchmark, unit string) int {
	if have := s.lookup(b).find(unit); have != nil {
		return have.infinite
	}
	return 0
}

// Len returns the number of samples: benchmarks times units.
func (s *Samples) Len() int {
	n := 0
	for _, b := range s.order {
		for _, have := range b.series {
			if len(have.values) > 0 {
				n++
			}
		}
	}
	return n
}

// Unit implements benchfile.Sink. Unit metadata carries over from file to file.
func (f *reading) Unit(m benchfile.Metadata) {
	key := unitKey{m.Unit.Canonical, m.Key}
	have, ok := f.units[key]
	switch {
	case !ok:
		if f.units == nil {
			f.units = map[unitKey]stated{}
		}
		f.units[key] = stated{m.Value, m.Unit.Written, f.file, m.Line}
		f.notes.metadata(f.file, m)
	case have.value != m.Value:
		f.Lost(m.Line, fmt.Sprintf("metadata %s of unit %s already set to %s", m.Key, m.Unit.Written, have.value))
	}
}

// Failed implements benchfile.Sink.
func (f *reading) Failed(failure benchfile.Failure) {
	f.notes.failure(Failure{File: f.file, Line: failure.Line, Text: failure.Text,
		Benchmark: round.Benchmark{Package: failure.Package, Name: failure.Benchmark}})
}

// A unitKey is a unit, canonical, and a key of its metadata.
type unitKey struct{ unit, key string }

// stated is what a line of unit metadata says.
type stated struct {
	value, written, file string
	line                 int
}

// place returns "file:line".
func (s stated) place() string { return fmt.Sprintf("%s:%d", cmp.Or(s.file, "?"), s.line) }
