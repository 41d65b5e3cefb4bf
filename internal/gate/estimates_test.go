package gate

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/round"
)

// played returns the events of a benchmark whose head is 10 % slower, give or
// take the noise.
func played(total, rounds int) []measure.Event {
	b := round.Benchmark{Package: "m", Name: "X-2"}
	var events []measure.Event
	var had []round.Round
	for i := range rounds {
		noise := 1 + 0.02*float64(i%3-1)
		had = append(had, round.Round{Benchmark: b, Index: i,
			Base: round.Values{"sec/op": {Center: 1, Mean: 1}}, Head: round.Values{"sec/op": {Center: 1.1 * noise, Mean: 1.1}}})
		events = append(events,
			measure.Event{Step: measure.Starting, Target: measure.Target{Benchmark: b}, Stage: round.Screen, Round: i, Total: total},
			measure.Event{Step: measure.Measured, Target: measure.Target{Benchmark: b}, Stage: round.Screen, Round: i, Total: total, Rounds: had})
	}
	return events
}

func TestLiveEstimateTightens(t *testing.T) {
	p := newProgress(&bytes.Buffer{}, true, 80)
	p.log = &output.Log{}
	interval := regexp.MustCompile(`X-2 (\S+) % slower \((\S+)…(\S+)\)`)
	var widths []float64
	for _, e := range played(1, 9) {
		p.known.add(e)
		m := interval.FindStringSubmatch(p.line(e))
		if m == nil {
			continue
		}
		var lo, hi float64
		if _, err := fmt.Sscan(strings.Replace(m[2]+" "+m[3], "−", "-", 2), &lo, &hi); err != nil {
			t.Fatal(err)
		}
		widths = append(widths, hi-lo)
	}
	// Starting lines repeat what the last round said.
	if len(widths) < 14 || !(widths[len(widths)-1] < widths[4]) {
		t.Errorf("widths of the interval: %v", widths)
	}
}

func TestNoEstimatesOfMany(t *testing.T) {
	p := newProgress(&bytes.Buffer{}, true, 80)
	for _, e := range played(mostEstimates+1, 4) {
		p.known.add(e)
		if line := p.line(e); strings.Contains(line, "slower") || !strings.Contains(line, "of 4 decided") {
			t.Errorf("line %q", line)
		}
	}
}

func TestProgressWithoutUTF8(t *testing.T) {
	var b bytes.Buffer
	p := newProgress(&b, true, 200)
	p.ascii = true
	events := played(1, 3)
	p.known.add(events[len(events)-1])
	p.show(p.line(events[len(events)-1]))
	if !strings.Contains(b.String(), "~") || strings.ContainsAny(b.String(), "…−") {
		t.Errorf("shows %q", b.String())
	}
}

func TestUnmatchedHint(t *testing.T) {
	if got := unmatchedHint("^Parse$"); !strings.Contains(got, `-b '^BenchmarkParse$'`) {
		t.Error(got)
	}
	for _, plain := range []string{"Parse", "^BenchmarkParse$"} {
		if got := unmatchedHint(plain); strings.Contains(got, "did you mean") {
			t.Errorf("%s: %s", plain, got)
		}
	}
}
