package compare

import (
	"errors"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/round"
)

func TestUnits(t *testing.T) {
	for _, c := range []struct {
		unit, canonical string
		better          Direction
	}{
		{"ns/op", "sec/op", Lower}, {"sec/op", "sec/op", Lower}, {"B/op", "B/op", Lower}, {"MB/op", "B/op", Lower}, {"allocs/op", "allocs/op", Lower},
		{"MB/s", "B/s", Higher}, {"B/s", "B/s", Higher}, {"p99-ns/op", "p99-sec/op", Lower}, {"p99.9-sec/op", "p99.9-sec/op", Lower}, {"p99-ns", "p99-sec", Unknown}, {"sp99-ns/op", "sp99-sec/op", Unknown},
		{"req/s", "req/s", Higher}, {"widgets", "widgets", Unknown}, {"", "", Unknown},
	} {
		if got := Canonical(c.unit); got != c.canonical {
			t.Errorf("%q is %q, want %q", c.unit, got, c.canonical)
		}
		if got := DirectionOf(c.unit); got != c.better {
			t.Errorf("%q: direction %d, want %d", c.unit, got, c.better)
		}
	}
}

// A direction comes from the policy, then from the files, then from the unit.
func TestDirectionsOfFiles(t *testing.T) {
	base := []byte("Unit req/s better=higher\nUnit ns/op better=higher\nBenchmarkX 1 5 ns/op 5 req/s 5 B/op 5 widgets 5 level\n")
	head := []byte("Unit widgets better=lower\nBenchmarkX 1 5 ns/op 5 req/s 5 B/op 5 widgets 5 level\n")
	opts := Options{Better: func(b round.Benchmark, unit string) Direction {
		if unit == "widgets" {
			return Higher
		}
		return Unknown
	}}
	deltas, err := Files(samplesOf(t, base, "b"), samplesOf(t, head, "h"), opts)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Direction{"sec/op": Higher, "req/s": Higher, "B/op": Lower, "widgets": Higher, "level": Unknown}
	for _, d := range deltas {
		if d.Better != want[d.Unit] {
			t.Errorf("%s: direction %d, want %d", d.Unit, d.Better, want[d.Unit])
		}
	}
}

func TestSidesDisagreeOnUnits(t *testing.T) {
	base := samplesOf(t, []byte("Unit x better=higher\nUnit a assume=exact\nBenchmarkX 1 5 x\n"), "base.txt")
	head := samplesOf(t, []byte("\nUnit x better=lower\nUnit a assume=nothing\nBenchmarkX 1 5 x\n"), "head.txt")
	_, err := Files(base, head, Options{})
	var bad *Unreadable
	want := "head.txt:2: unit x: better=lower, but base.txt:1 says higher\nhead.txt:3: unit a: assume=nothing, but base.txt:2 says exact"
	if !errors.As(err, &bad) || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

// A drop in what should be high is worse; so is a rise in what should be low.
func TestWorseFollowsTheDirection(t *testing.T) {
	low := func(unit string) string {
		return strings.Repeat("BenchmarkX 1 100 "+unit+"\nBenchmarkX 1 101 "+unit+"\n", 6)
	}
	high := func(unit string) string {
		return strings.Repeat("BenchmarkX 1 120 "+unit+"\nBenchmarkX 1 121 "+unit+"\n", 6)
	}
	for _, c := range []struct {
		unit  string
		rises bool
		worse bool
	}{{"ns/op", true, true}, {"ns/op", false, false}, {"MB/s", true, false}, {"MB/s", false, true}} {
		base, head := low(c.unit), high(c.unit)
		if !c.rises {
			base, head = head, base
		}
		d := filesOf(t, []byte(base), []byte(head))[0]
		if d.Worse() > 0.1 != c.worse || d.WorseHi > 0 != c.worse || d.WorseDiffHi > 0 != c.worse || d.P > 0.01 || !(d.Detectable > 0) {
			t.Errorf("%s, rises %v: %v", c.unit, c.rises, numbers(d))
		}
	}
}

// Exact rows have no p at all, so that nothing can compare it with a level.
func TestExactRows(t *testing.T) {
	text := func(allocs, size string) []byte {
		line := "BenchmarkX 1 5 ns/op " + allocs + " allocs/op " + size + " size\n"
		return []byte("Unit size assume=exact\n" + strings.Repeat(line, 3))
	}
	for _, d := range filesOf(t, text("0", "100"), text("1", "101")) {
		exact := d.Unit != "sec/op"
		if d.Exact != exact || (d.P != d.P) != exact || (soundP(d) != soundP(d)) != exact || (d.MinP != d.MinP) != exact {
			t.Errorf("%s: exact %v, %v", d.Unit, d.Exact, numbers(d))
		}
		if d.Unit == "allocs/op" && (d.Diff != 1 || d.Change == d.Change || len(d.Warnings) == 0) {
			t.Errorf("0 to 1 allocations: %v %q", numbers(d), d.Warnings)
		}
	}
	two := []byte("BenchmarkX 1 5 allocs/op\nBenchmarkX 1 5 allocs/op\n")
	if filesOf(t, two, two)[0].Exact {
		t.Error("two values are taken as exact")
	}
}

// What every change is held to is no indicator; neither is what has no direction.
func TestIndicators(t *testing.T) {
	for unit, want := range map[string]bool{"ns/op": false, "B/op": false, "allocs/op": false, "widgets": false,
		"MB/s": true, "p99-ns/op": true, "req/s": true, "cpu-%": true, "leaked-goroutines": true} {
		if Indicator(unit) != want {
			t.Errorf("%s: %v", unit, !want)
		}
	}
}
