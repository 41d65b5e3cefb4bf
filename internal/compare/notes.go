package compare

import (
	"fmt"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/benchfile"
	"github.com/benchgate/benchgate/internal/round"
)

// Bounds on what is kept beside the values.
const (
	maxFailures = 100
	maxNamed    = 5
)

// A Failure is a line by which a file says that something failed.
type Failure struct {
	File string
	Line int
	Text string // the line, cut where it is long
	// Benchmark names what failed as far as the file tells: package and name, the
	// package alone, or nothing.
	round.Benchmark
}

// String returns "file:line: text".
func (f Failure) String() string { return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Text) }

// notes is what a side's files say beside results. The zero value is empty.
type notes struct {
	failures []Failure
	omitted  int      // failures beyond maxFailures
	oddities []string // unit metadata with values that nobody defined
	skips    int      // results of benchmarks that skipped
	skipped  []string // the first names of such
}

// Failures returns the failures that the files report, in the order read, and
// the number of those beyond the first hundred.
func (s *Samples) Failures() (first []Failure, more int) {
	return slices.Clone(s.notes.failures), s.notes.omitted
}

func (n *notes) failure(f Failure) {
	if len(n.failures) == maxFailures {
		n.omitted++
		return
	}
	n.failures = append(n.failures, f)
}

// skip notes a result without iterations.
func (n *notes) skip(name string) {
	n.skips++
	if len(n.skipped) < maxNamed && !slices.Contains(n.skipped, name) {
		n.skipped = append(n.skipped, name)
	}
}

// metadata notes values of unit metadata that nobody defined: they change
// nothing, and a reader of the report should know.
func (n *notes) metadata(file string, m benchfile.Metadata) {
	known := map[string][]string{"better": {"higher", "lower"}, "assume": {"nothing", "exact"}}[m.Key]
	if known == nil || slices.Contains(known, m.Value) {
		return
	}
	n.oddities = append(n.oddities, fmt.Sprintf("%s:%d: unit %s: %s=%s is not known and ignored", file, m.Line, m.Unit.Written, m.Key, m.Value))
}

// Warnings returns what casts doubt on comparing the two sides as a whole:
// configurations that differ between them, unit metadata that is not
// understood or not followed, and results that were left out. None of it keeps
// rows from being compared.
func Warnings(base, head *Samples) []string {
	list := differing(base, head)
	list = append(list, base.notes.oddities...)
	list = append(list, head.notes.oddities...)
	list = append(list, overruled(base, head)...)
	for _, side := range []struct {
		round.Side
		*Samples
	}{{round.Base, base}, {round.Head, head}} {
		list = append(list, side.leftOut(side.Side)...)
	}
	return list
}

// leftOut tells of results that are no measurements.
func (s *Samples) leftOut(side round.Side) []string {
	var list []string
	if s.notes.skips > 0 {
		list = append(list, fmt.Sprintf("results without an iteration, as b.Skip leaves them, do not count: %d of %s, %s",
			s.notes.skips, side, named(s.notes.skipped)))
	}
	n, names := 0, []string(nil)
	for _, b := range s.order {
		for _, have := range b.series {
			if n += have.infinite; have.infinite > 0 && len(names) < maxNamed {
				names = append(names, b.Name+" "+have.unit)
			}
		}
	}
	if n > 0 {
		list = append(list, fmt.Sprintf("values that are not finite do not count: %d of %s, %s", n, side, named(names)))
	}
	return list
}

func named(names []string) string {
	text := strings.Join(names, ", ")
	if len(names) == maxNamed {
		text += ", …"
	}
	return text
}
