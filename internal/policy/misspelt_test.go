package policy

import (
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/compare"
)

func TestMisspelt(t *testing.T) {
	p := Policy{Thresholds: map[string]float64{"sec/op": 0.05, "alloc/op": 0}, Rules: []Rule{
		{Thresholds: map[string]float64{"B/ops": 0.1, "widgets/op": 0.1}},
		{Limits: map[string]Limit{"p99-sec/op": {}, "reqs/s": {}, "hits/s": {}}, Better: map[string]compare.Direction{"hits/s": compare.Higher}},
	}}
	got := p.Misspelt()
	want := []string{"B/ops is no unit that go test or benchmetric reports: did you mean B/op?", "alloc/op", "reqs/s"}
	if len(got) != len(want) {
		t.Fatalf("warnings %q", got)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("warning %q, want %q", got[i], want[i])
		}
	}
}
