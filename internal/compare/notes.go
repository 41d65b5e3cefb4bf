package compare

import (
	"fmt"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/round"
	"golang.org/x/perf/benchfmt"
)

// Bounds on what is kept beside the values.
const (
	maxFailures = 100
	maxSettings = 20
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
	settings map[string][]string // goos, goarch, cpu, pkg: the values seen
	failures []Failure
	omitted  int      // failures beyond maxFailures
	oddities []string // unit metadata with values that nobody defined
}

// Failures returns the failures that the files report, in the order read, and
// the number of those beyond the first hundred.
func (s *Samples) Failures() (first []Failure, more int) {
	return slices.Clone(s.notes.failures), s.notes.omitted
}

// Config returns the values that the files give for goos, goarch, cpu or pkg,
// in the order of first appearance, at most twenty.
func (s *Samples) Config(key string) []string { return slices.Clone(s.notes.settings[key]) }

func (n *notes) failure(f Failure) {
	if len(n.failures) == maxFailures {
		n.omitted++
		return
	}
	n.failures = append(n.failures, f)
}

// setting notes one line of configuration and reports whether its key is one
// that matters here.
func (n *notes) setting(key, value string) bool {
	switch key {
	case "goos", "goarch", "cpu", "pkg":
	default:
		return false
	}
	if n.settings == nil {
		n.settings = map[string][]string{}
	}
	if have := n.settings[key]; len(have) < maxSettings && !slices.Contains(have, value) {
		n.settings[key] = append(have, value)
	}
	return true
}

// metadata notes values of unit metadata that nobody defined: they change
// nothing, and a reader of the report should know.
func (n *notes) metadata(m *benchfmt.UnitMetadata) {
	known := map[string][]string{"better": {"higher", "lower"}, "assume": {"nothing", "exact"}}[m.Key]
	if known == nil || slices.Contains(known, m.Value) {
		return
	}
	file, line := m.Pos()
	n.oddities = append(n.oddities, fmt.Sprintf("%s:%d: unit %s: %s=%s is not known and ignored", file, line, m.OrigUnit, m.Key, m.Value))
}

// Warnings returns what casts doubt on comparing the two sides as a whole:
// machines that differ between them or vary within one, and unit metadata that
// is not understood. None of it keeps rows from being compared.
func Warnings(base, head *Samples) []string {
	var list []string
	for _, key := range []string{"goos", "goarch", "cpu"} {
		b, h := base.notes.settings[key], head.notes.settings[key]
		list = append(list, varies(round.Base, key, b)...)
		list = append(list, varies(round.Head, key, h)...)
		if len(b) > 0 && len(h) > 0 && !sameSet(b, h) {
			list = append(list, fmt.Sprintf("%s differs: base %s, head %s", key, quoted(b), quoted(h)))
		}
	}
	list = append(list, base.notes.oddities...)
	return append(list, head.notes.oddities...)
}

func varies(side round.Side, key string, values []string) []string {
	if len(values) < 2 {
		return nil
	}
	return []string{fmt.Sprintf("%s varies within %s: %s", key, side, quoted(values))}
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func quoted(values []string) string {
	q := make([]string, len(values))
	for i, v := range values {
		q[i] = fmt.Sprintf("%q", v)
	}
	return strings.Join(q, ", ")
}
