package decide

import (
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
)

// TestLimitsOfFiles judges a limit on a file's noisy values.
func TestLimitsOfFiles(t *testing.T) {
	text := "pkg: p\n"
	for _, v := range []string{"101", "102", "103", "104", "105", "106", "107", "108", "109", "110"} {
		text += "BenchmarkA-2 1 " + v + " ns/op\n"
	}
	var base, head compare.Samples
	for _, s := range []*compare.Samples{&base, &head} {
		if err := s.Read(strings.NewReader(text), "x"); err != nil {
			t.Fatal(err)
		}
	}
	for limit, want := range map[float64]judge.Outcome{100e-9: judge.LimitBroken, 105e-9: judge.Inconclusive} {
		p := policy.Default()
		p.Rules = []policy.Rule{{Limits: map[string]policy.Limit{"sec/op": {Max: &limit}}}}
		j := judge.Judge(&record.Record{Files: &record.Files{Base: &base, Head: &head}}, p, time.Now())
		if got := j.Rows[0].Outcome; got != want {
			t.Errorf("limit %v: %s (%s), want %s", limit, got, j.Rows[0].Reason, want)
		}
	}
}
