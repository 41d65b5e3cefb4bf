package compare

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/benchgate/benchgate/internal/round"
	"golang.org/x/perf/benchfmt"
)

// Samples holds one side's values, read from any number of files. The zero
// value is empty and ready to Read. It must not be used by two goroutines
// while one of them reads.
type Samples struct {
	reader   benchfmt.Reader // kept: unit metadata carries over from file to file
	packages map[string]map[string]*sampled
	order    []*sampled // by first appearance
	pkg      string     // the package of the last result, with its map
	names    map[string]*sampled
	notes    notes
}

// sampled is one benchmark with its values.
type sampled struct {
	round.Benchmark
	series []series // by first appearance of the unit
}

// series is the sample of one unit, in the order read.
type series struct {
	unit   string // canonical
	values []float64
}

// Read adds the results of one file in the Go benchmark format. Values of a
// benchmark that is there already join its sample. The file is streamed:
// memory grows with the values kept, not with the file.
//
// Every line that looks like a result and cannot be read as one is an error
// that names fileName and the line; the error is an *Unreadable then. What
// could be read is kept.
func (s *Samples) Read(r io.Reader, fileName string) error {
	var bad Unreadable
	w := &watch{r: r, file: fileName, notes: &s.notes, bad: &bad}
	s.reader.Reset(w, fileName)
	for s.reader.Scan() {
		switch rec := s.reader.Result().(type) {
		case *benchfmt.Result:
			s.add(rec, &bad)
		case *benchfmt.SyntaxError:
			bad.add(rec.FileName, rec.Line, rec.Msg)
		case *benchfmt.UnitMetadata:
			s.notes.metadata(rec)
		}
	}
	if err := s.reader.Err(); err != nil {
		return fmt.Errorf("read results: %w", err)
	}
	return bad.err()
}

// add keeps the values of one result line.
func (s *Samples) add(r *benchfmt.Result, bad *Unreadable) {
	b := s.find(r)
	for _, v := range r.Values {
		if math.IsNaN(v.Value) || math.IsInf(v.Value, 0) {
			file, line := r.Pos()
			bad.add(file, line, "the value of "+cmp.Or(v.OrigUnit, v.Unit)+" is not a finite number")
			continue
		}
		b.append(v)
	}
}

// append adds a value to the series of its unit.
func (b *sampled) append(v benchfmt.Value) {
	unit := v.Unit
	if v.Value == 0 {
		// The reader keeps the unit as written where scaling leaves the value
		// alone, so "0 ns/op" would stand apart from the sec/op of its benchmark.
		unit = Canonical(unit)
	}
	for i := range b.series {
		if b.series[i].unit == unit {
			b.series[i].values = append(b.series[i].values, v.Value)
			return
		}
	}
	b.series = append(b.series, series{unit, []float64{v.Value}})
}

// find returns the benchmark of a result, made on first sight. It allocates
// nothing for one that is known.
func (s *Samples) find(r *benchfmt.Result) *sampled {
	var pkg []byte
	if i, ok := r.ConfigIndex("pkg"); ok {
		pkg = r.Config[i].Value
	}
	if s.names == nil || string(pkg) != s.pkg {
		s.enter(string(pkg))
	}
	b := s.names[string(r.Name)]
	if b == nil {
		name := string(r.Name)
		b = &sampled{Benchmark: round.Benchmark{Package: s.pkg, Name: name}}
		s.names[name] = b
		s.order = append(s.order, b)
	}
	return b
}

// enter makes pkg the package of the results that follow.
func (s *Samples) enter(pkg string) {
	if s.packages == nil {
		s.packages = map[string]map[string]*sampled{}
	}
	s.pkg, s.names = pkg, s.packages[pkg]
	if s.names == nil {
		s.names = map[string]*sampled{}
		s.packages[pkg] = s.names
	}
}

// lookup returns a benchmark, nil if there is none of that name.
func (s *Samples) lookup(b round.Benchmark) *sampled { return s.packages[b.Package][b.Name] }

// values returns the sample in a unit, nil if there is none. The benchmark may
// be nil.
func (b *sampled) values(unit string) []float64 {
	if b == nil {
		return nil
	}
	for _, s := range b.series {
		if s.unit == unit {
			return s.values
		}
	}
	return nil
}

// Values returns a copy of the sample of a benchmark in a unit, in the order
// read; nil if there is none.
func (s *Samples) Values(b round.Benchmark, unit string) []float64 {
	return slices.Clone(s.lookup(b).values(unit))
}

// Len returns the number of samples: benchmarks times units.
func (s *Samples) Len() int {
	n := 0
	for _, b := range s.order {
		n += len(b.series)
	}
	return n
}
