package benchfile

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// A recorder writes down what a Reader hands on.
type recorder struct {
	results, lost, failed, units []string
	// empty tells of each of the results whether it measured nothing.
	empty []bool
}

func (r *recorder) Result(res *Result) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s.%s", res.Config.Package, res.Name)
	for _, s := range res.Config.Settings {
		fmt.Fprintf(&b, " %s=%s", s.Key, s.Value)
	}
	fmt.Fprintf(&b, " n=%d", res.N)
	for _, v := range res.Values {
		fmt.Fprintf(&b, " %.6g %s", v.Value, v.Unit.Canonical)
	}
	r.results, r.empty = append(r.results, b.String()), append(r.empty, res.N == 0 && res.Empty())
}

func (r *recorder) Unit(m Metadata) {
	r.units = append(r.units, fmt.Sprintf("%d: %s %s=%s", m.Line, m.Unit.Written, m.Key, m.Value))
}

func (r *recorder) Failed(f Failure) {
	r.failed = append(r.failed, fmt.Sprintf("%d: %s | %s.%s", f.Line, f.Text, f.Package, f.Benchmark))
}

func (r *recorder) Lost(line int, what string) {
	r.lost = append(r.lost, fmt.Sprintf("%d: %s", line, what))
}

// read reads one file that can be read, and returns its copy, too.
func read(t testing.TB, in io.Reader) (r *recorder, copied string) {
	t.Helper()
	r, copied, err := readAll(in)
	if err != nil {
		t.Fatal(err)
	}
	return r, copied
}

func readAll(in io.Reader) (*recorder, string, error) {
	var copied bytes.Buffer
	var rec recorder
	_, err := (&Reader{Copy: &copied}).Read(in, &rec)
	return &rec, copied.String(), err
}

// measured are the results that say anything.
func (r *recorder) measured() []string {
	var list []string
	for i, s := range r.results {
		if !r.empty[i] && !strings.Contains(s, "NaN") && !strings.Contains(s, "Inf") {
			list = append(list, s)
		}
	}
	return list
}
