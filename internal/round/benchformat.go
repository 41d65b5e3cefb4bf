package round

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/perf/benchunit"
)

// A Header is the machine as test binaries describe it. Empty fields are left
// out of the file.
type Header struct{ GOOS, GOARCH, CPU string }

// WriteSide writes one side of the rounds in the Go benchmark format, one line
// a round with the estimates, so that "benchstat base.txt head.txt" and
// benchfmt.Reader reproduce the estimates digit for digit. The rounds of one
// benchmark stand together, in the order given, as in the output of go test
// -count. A round without values on the side has no line. Rounds that are not
// valid are errors.
func WriteSide(w io.Writer, side Side, h Header, rounds []Round) error {
	bw := bufio.NewWriter(w) // keeps the first error until Flush
	h.write(bw)
	pkg := ""
	for _, i := range grouped(rounds) {
		r := rounds[i]
		if err := r.Validate(); err != nil {
			return fmt.Errorf("write round %d of %s: %w", r.Index, r.Benchmark, err)
		}
		if len(r.Of(side)) == 0 {
			continue
		}
		if r.Package != pkg {
			pkg = r.Package
			fmt.Fprintf(bw, "pkg: %s\n", pkg)
		}
		r.writeLine(bw, side)
	}
	if err := bw.Flush(); err != nil {
		return fmt.Errorf("write rounds of %s: %w", side, err)
	}
	return nil
}

// write prints the lines that go test prints first. White space is folded, so
// that no value can end its line.
func (h Header) write(w io.Writer) {
	for _, kv := range [][2]string{{"goos", h.GOOS}, {"goarch", h.GOARCH}, {"cpu", h.CPU}} {
		if value := strings.Join(strings.Fields(kv[1]), " "); value != "" {
			fmt.Fprintf(w, "%s: %s\n", kv[0], value)
		}
	}
}

// grouped returns the indices of the rounds, those of one package and of one
// benchmark together, each group where its first round stands.
func grouped(rounds []Round) []int {
	pkgs, names := map[string]int{}, map[Benchmark]int{}
	order := make([]int, len(rounds))
	for i, r := range rounds {
		order[i] = i
		if _, ok := pkgs[r.Package]; !ok {
			pkgs[r.Package] = i
		}
		if _, ok := names[r.Benchmark]; !ok {
			names[r.Benchmark] = i
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := rounds[i], rounds[j]
		return cmp.Or(cmp.Compare(pkgs[a.Package], pkgs[b.Package]), cmp.Compare(names[a.Benchmark], names[b.Benchmark]))
	})
	return order
}

func (r Round) writeLine(w io.Writer, side Side) {
	fmt.Fprintf(w, "Benchmark%s\t%d", r.Name, r.N)
	for _, unit := range unitOrder(r.Of(side)) {
		number, unit := fieldText(r.Of(side)[unit].Center, unit)
		fmt.Fprintf(w, "\t%s %s", number, unit)
	}
	fmt.Fprintln(w)
}

// unitOrder sorts units as go test prints them: time, throughput, custom units
// by name, memory.
func unitOrder(vs Values) []string {
	rank := map[string]int{"sec/op": -2, "B/s": -1, "B/op": 1, "allocs/op": 2}
	units := make([]string, 0, len(vs))
	for unit := range vs {
		units = append(units, unit)
	}
	slices.SortFunc(units, func(a, b string) int {
		return cmp.Or(cmp.Compare(rank[a], rank[b]), cmp.Compare(a, b))
	})
	return units
}

// fieldText returns the number and the unit that stand for a value. Times stand
// in ns/op wherever a number of nanoseconds exists that readers turn back into
// exactly this float64, and in sec/op otherwise: multiplying by 1e-9 rounds, so
// that some values are never hit. Readers treat both as the same unit. A time
// of zero stands in sec/op too, since benchfmt leaves zeros in the unit they
// came in.
func fieldText(v float64, unit string) (number, unitText string) {
	if unit != "sec/op" || v == 0 {
		return numberText(v), unit
	}
	ns := v * 1e9
	for _, x := range [3]float64{ns, math.Nextafter(ns, math.Inf(-1)), math.Nextafter(ns, math.Inf(1))} {
		if back, _ := benchunit.Tidy(x, "ns/op"); back != v || !Finite(x) {
			continue
		}
		// Of several, the shortest is what a test binary had printed.
		if text := numberText(x); number == "" || len(text) < len(number) {
			number = text
		}
	}
	if number == "" {
		return numberText(v), unit
	}
	return number, "ns/op"
}

// numberText is the shortest decimal that parses to exactly x, without an
// exponent where it stays readable.
func numberText(x float64) string {
	if a := math.Abs(x); a == 0 || a >= 1e-6 && a < 1e18 {
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}
