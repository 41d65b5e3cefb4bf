package compare

import (
	"fmt"
	"strings"
	"testing"
)

// foo returns a file of values of a unit that is declared exact.
func foo(values ...float64) []byte {
	var b strings.Builder
	b.WriteString("Unit foo/op better=higher assume=exact\n")
	for i, v := range values {
		fmt.Fprintf(&b, "BenchmarkX-2 1 10%d ns/op %v foo/op\n", i, v)
	}
	return []byte(b.String())
}

// A unit is not exact because a file says so: where its values vary, there is a
// test beside what benchstat shows.
func TestDeclaredExactButVarying(t *testing.T) {
	for _, c := range []struct {
		name       string
		base, head []float64
		exact      bool
	}{
		{"head varies", []float64{5, 5, 5, 5, 5, 5, 5, 5}, []float64{5, 5, 5, 4, 4, 4, 4, 6}, false},
		{"base varies", []float64{5, 5, 5, 4}, []float64{5, 5, 5, 5}, false},
		{"equal medians", []float64{1, 5, 5, 9, 5}, []float64{2, 5, 5, 5, 8}, false},
		{"equal", []float64{5, 5, 5}, []float64{4, 4, 4}, true},
		{"one value", []float64{5}, []float64{4}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			var d Delta
			for _, row := range sameAsBenchstat(t, foo(c.base...), foo(c.head...)) {
				if row.Unit == "foo/op" {
					d = row
				}
			}
			worse, _ := d.SoundP()
			if d.Exact != c.exact || (d.Decisive == nil) != c.exact || (worse != worse) != c.exact {
				t.Errorf("exact %v, decisive %v, sound p %v", d.Exact, d.Decisive, worse)
			}
			if warned := strings.Contains(strings.Join(d.Warnings, "\n"), "declared exact but"); warned == c.exact {
				t.Errorf("warnings %q", d.Warnings)
			}
			if !c.exact && worse != enumeratedU(c.base, c.head) && !near(worse, enumeratedU(c.base, c.head)) {
				t.Errorf("p %v, enumeration gives %v", worse, enumeratedU(c.base, c.head))
			}
		})
	}
}
