package judge

import (
	"regexp"
	"testing"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/round"
)

// TestFailuresThatCount: what fails on both sides in the same way is forgiven, and what
// the policy says to ignore. Nothing else is, and neither is a pass.
func TestFailuresThatCount(t *testing.T) {
	fails := func(side round.Side, kind record.Kind) record.Entry {
		return record.Entry{Package: "p", Benchmark: "B", State: record.Failed, Side: side, Stage: "run", Kind: kind, Reason: "oh no"}
	}
	fine := record.Entry{Package: "p", Benchmark: "Fine", State: record.Identical}
	left := record.Entry{Package: "p", Benchmark: "Left", State: record.NotSelected}
	base, head := fails(round.Base, record.Panics), fails(round.Head, record.Panics)
	unbuilt := func(side round.Side) record.Entry {
		return record.Entry{Package: "p", State: record.Failed, Side: side, Stage: "build"}
	}
	unlisted := func(side round.Side) record.Entry {
		e := fails(side, record.Panics)
		e.Stage = "list"
		return e
	}
	one := round.Round{Benchmark: base.Of(), Engine: "exec", Stage: round.Screen, First: round.Base, N: 1, Base: round.Values{"sec/op": {Center: 1, Mean: 1}}}
	ignore := policy.Default()
	ignore.Rules = []policy.Rule{{Benchmark: regexp.MustCompile("^B$"), Action: policy.Ignore}}
	strict := policy.Default()
	strict.On.Failing = policy.OnFail
	for name, tt := range map[string]struct {
		pol     policy.Policy
		entries []record.Entry
		rounds  []round.Round
		want    int
	}{
		"on both in the same way":            {policy.Default(), []record.Entry{fine, base, head}, nil, exit.Pass},
		"on both, on.failing: fail":          {strict, []record.Entry{fine, base, head}, nil, exit.Unmeasured},
		"on both, and nothing else":          {policy.Default(), []record.Entry{base, head}, nil, exit.Unmeasured},
		"on both, and the rest left out":     {policy.Default(), []record.Entry{left, base, head}, nil, exit.Unmeasured},
		"on both in different ways":          {policy.Default(), []record.Entry{fine, base, fails(round.Head, record.Fails)}, nil, exit.Unmeasured},
		"on both in ways that nobody knows":  {policy.Default(), []record.Entry{fine, fails(round.Base, ""), fails(round.Head, "")}, nil, exit.Unmeasured},
		"on both, on head once more":         {policy.Default(), []record.Entry{fine, base, head, fails(round.Head, record.Fails)}, nil, exit.Unmeasured},
		"on both, but base had values":       {policy.Default(), []record.Entry{fine, base, head}, []round.Round{one}, exit.Unmeasured},
		"on both, and without a side":        {policy.Default(), []record.Entry{fine, base, head, fails("", record.Panics)}, nil, exit.Unmeasured},
		"on head alone":                      {policy.Default(), []record.Entry{fine, head}, nil, exit.Unmeasured},
		"on base alone":                      {policy.Default(), []record.Entry{fine, base}, nil, exit.Unmeasured},
		"neither builds":                     {policy.Default(), []record.Entry{fine, unbuilt(round.Base), unbuilt(round.Head)}, nil, exit.Unmeasured},
		"neither lists it":                   {policy.Default(), []record.Entry{fine, unlisted(round.Base), unlisted(round.Head)}, nil, exit.Unmeasured},
		"on head, ignored":                   {ignore, []record.Entry{fine, head}, nil, exit.Pass},
		"on head, ignored, after rounds":     {ignore, []record.Entry{fine, head}, []round.Round{one}, exit.Pass},
		"on head, ignored, and nothing else": {ignore, []record.Entry{head}, nil, exit.Unmeasured},
		"does not build, ignored":            {ignore, []record.Entry{fine, unbuilt(round.Head)}, nil, exit.Unmeasured},
		"not listed, ignored":                {ignore, []record.Entry{fine, unlisted(round.Head)}, nil, exit.Unmeasured},
	} {
		j := Judge(&record.Record{Entries: tt.entries, Rounds: tt.rounds}, tt.pol, today)
		if j.Status != tt.want {
			t.Errorf("%s: %s (%d), want %d", name, j.Verdict, j.Status, tt.want)
		}
		if len(j.Failures) == 0 {
			t.Errorf("%s: no failure is listed", name)
		}
		for _, r := range j.Rows {
			if r.Benchmark == "B" && r.Outcome == Pass {
				t.Errorf("%s: it passes", name)
			}
		}
	}
}
