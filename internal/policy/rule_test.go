package policy

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/round"
)

func anchored(s string) *regexp.Regexp { return regexp.MustCompile("^(?:" + s + ")$") }

func number(x float64) *float64 { return &x }

func withRules(rules ...Rule) Policy {
	p := Default()
	p.Rules = rules
	return p
}

func TestLaterRulesWinKeyByKey(t *testing.T) {
	p := withRules(
		Rule{Benchmark: anchored("Parse.*"), Thresholds: map[string]float64{"sec/op": 0.02}},
		Rule{Package: anchored(".*/parser"), Thresholds: map[string]float64{"B/op": 0.10}, Limits: map[string]Limit{"sec/op": {Max: number(1)}}},
		Rule{Benchmark: anchored("Parse/slow"), Action: Warn},
		Rule{Benchmark: anchored("Parse/fast"), Thresholds: map[string]float64{"sec/op": 0.01}, Better: map[string]compare.Direction{"frobs": compare.Higher}},
	)
	tests := []struct {
		name, unit string
		want       string
	}{
		{"Parse/slow-8", "sec/op", "0.02 true warn -1 limit"},
		{"Parse/fast-8", "ns/op", "0.01 true fail -1 limit"},
		{"Parse/fast", "frobs", "0.05 false fail 1"},
		{"Parse/slow", "frobs", "NaN false warn 0"},
		{"XParse", "sec/op", "0.05 true fail -1 limit"}, // anchored
		{"Other", "B/op", "0.1 true fail -1"},
		{"Other", "B/s", "NaN false fail 1"},
		{"Other", "allocs/op", "0 true fail -1"},
	}
	for _, tt := range tests {
		e := p.For(round.Benchmark{Package: "example.com/parser", Name: tt.name}, tt.unit)
		got := fmt.Sprintf("%v %v %v %d", e.Threshold, e.Named, e.Action, e.Better)
		if e.Limit.Max != nil {
			got += " limit"
		}
		if got != tt.want {
			t.Errorf("%s %s: %s, want %s", tt.name, tt.unit, got, tt.want)
		}
	}
}

func TestUnanchoredExpressionsMatchWholeNames(t *testing.T) {
	r := Rule{Benchmark: regexp.MustCompile("A")}
	if r.Matches(round.Benchmark{Name: "AB"}) || !r.Matches(round.Benchmark{Name: "A-4"}) {
		t.Error("matching is not on the whole stem")
	}
}
