package round

import (
	"bytes"
	"errors"
	"flag"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchunit"
)

var update = flag.Bool("update", false, "rewrite golden files")

// A line is what one line of text says.
type line struct {
	pkg, name string
	n         int
	bits      map[string]uint64 // of the estimates, by canonical unit
}

// read returns the lines that benchfmt finds.
func read(t *testing.T, text []byte) []line {
	t.Helper()
	var lines []line
	r := benchfmt.NewReader(bytes.NewReader(text), "test")
	for r.Scan() {
		res, ok := r.Result().(*benchfmt.Result)
		if !ok {
			t.Fatalf("%v in\n%s", r.Result(), text)
		}
		l := line{pkg: res.GetConfig("pkg"), name: string(res.Name), n: res.Iters, bits: map[string]uint64{}}
		for _, v := range res.Values {
			l.bits[v.Unit] = math.Float64bits(v.Value)
		}
		lines = append(lines, l)
	}
	if r.Err() != nil {
		t.Fatal(r.Err())
	}
	return lines
}

// checkText checks that benchfmt reads from one side's text what was written.
func checkText(t *testing.T, side Side, rounds []Round) {
	t.Helper()
	var buf bytes.Buffer
	if err := WriteSide(&buf, side, Header{"linux", "amd64", "a CPU"}, rounds); err != nil {
		t.Fatal(err)
	}
	var want []line
	for _, i := range grouped(rounds) {
		r := rounds[i]
		if len(r.Of(side)) == 0 {
			continue
		}
		l := line{pkg: r.Package, name: r.Name, n: int(r.N), bits: map[string]uint64{}}
		for unit, v := range r.Of(side) {
			l.bits[unit] = math.Float64bits(v.Center)
		}
		want = append(want, l)
	}
	if d := cmp.Diff(want, read(t, buf.Bytes()), cmp.AllowUnexported(line{})); d != "" {
		t.Errorf("%s\n%s", d, buf.Bytes())
	}
}

func TestWriteSideGolden(t *testing.T) {
	parse, other := sample(), sample()
	other.Package, other.Name, other.N = "example.com/q", "Other", 1
	other.Base = Values{"sec/op": {Center: 2.5}, "B/s": {Center: 1e9}, "B/op": {Center: 64}, "allocs/op": {Center: 1}, "req/s": {Center: 1234.5}, "cache-misses": {Center: 0.25}}
	again := sample()
	again.Base = Values{"sec/op": {Center: 1.0 / 3}, "allocs/op": {Center: 2}}
	headOnly := sample()
	headOnly.Name, headOnly.Base = "HeadOnly", nil

	var buf bytes.Buffer
	h := Header{GOOS: "linux", CPU: "Some CPU\r\nBenchmarkEvil 1 1 ns/op"}
	if err := WriteSide(&buf, Base, h, []Round{parse, other, headOnly, again}); err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "side.txt")
	if *update {
		if err := os.WriteFile(golden, buf.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), buf.String()); d != "" {
		t.Error(d)
	}
	if n := len(read(t, buf.Bytes())); n != 3 {
		t.Errorf("read %d lines, want 3", n)
	}
}

// Every float64 survives, whatever its size; times above all, since they are
// scaled.
func TestEstimatesAreExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	values := []float64{0, math.Copysign(0, -1), 1, 1e-9, 1e-10, -1e-9, 1.0 / 3, math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64, 1e300, math.Nextafter(1, 2)}
	for range 20000 {
		bits := math.Float64frombits(rng.Uint64())
		if Finite(bits) {
			values = append(values, bits)
		}
		values = append(values, math.Exp(rng.Float64()*40-30)) // 1e-13 … 1e4 seconds
	}
	rounds := make([]Round, len(values))
	for i, v := range values {
		rounds[i] = sample()
		rounds[i].Base = Values{"sec/op": {Center: v}, "B/s": {Center: v}, "p99-sec/op": {Center: v}}
	}
	checkText(t, Base, rounds)
}

// What a test binary prints in ns/op stands in the file as it was printed: the
// rounding of two scalings must not show.
func TestNanosecondsStayNanoseconds(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 20000 {
		result := testing.BenchmarkResult{N: 1, Extra: map[string]float64{"ns/op": math.Exp(rng.Float64()*35 - 10)}}
		printed := strings.Fields(result.String())[1]
		ns, err := strconv.ParseFloat(printed, 64)
		if err != nil {
			t.Fatal(err)
		}
		sec, unit := benchunit.Tidy(ns, "ns/op")
		if number, text := fieldText(sec, unit); text != "ns/op" || number != numberText(ns) {
			t.Errorf("%s ns/op is written as %s %s", printed, number, text)
		}
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteSideReportsFailedWrites(t *testing.T) {
	if err := WriteSide(brokenWriter{}, Head, Header{}, []Round{sample()}); err == nil {
		t.Error("no error from a writer that failed")
	}
	if err := Encode(brokenWriter{}, []Round{sample()}); err == nil {
		t.Error("no error from a writer that failed")
	}
}

// FuzzWriteSide holds the text against the reader: what is valid comes back,
// what is not valid is refused, and no name starts a line of its own.
func FuzzWriteSide(f *testing.F) {
	f.Add("example.com/p", "Parse/size=1-8", "sec/op", 1.5e-7, int64(100))
	f.Add("p", "x y", "ns/op", 0.0, int64(1))
	f.Add("p\nq", "A\x00\u0085", "MB-allocs", math.Inf(1), int64(-1))
	f.Add("p", "Unit", "B/s", 1e22, int64(math.MaxInt64))
	f.Fuzz(func(t *testing.T, pkg, name, unit string, center float64, n int64) {
		r := sample()
		r.Package, r.Name, r.N = pkg, name, n
		r.Base = Values{unit: {Center: center}, "sec/op": {Center: 1}}
		if err := r.Validate(); err != nil {
			if WriteSide(new(bytes.Buffer), Base, Header{}, []Round{r}) == nil {
				t.Errorf("a round that is not valid was written: %v", err)
			}
			return
		}
		other := sample()
		other.Package = "other"
		roundTrip(t, []Round{other, r, other})
	})
}
