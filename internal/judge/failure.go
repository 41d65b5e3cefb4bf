package judge

import (
	"slices"

	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/round"
)

// failure is what could not be measured. A benchmark that the policy says to ignore
// is forgiven, and a base that does not build where the policy says so.
func (p Procedure) failure(e record.Entry) Failure {
	unbuilt := e.Side == round.Base && e.Stage == "build" && p.On.BaseBuildFailure == policy.OnWarn
	return Failure{Side: string(e.Side), Package: e.Package, Benchmark: e.Benchmark, Stage: e.Stage, Message: e.Reason, Hint: e.Hint,
		Ignored: unbuilt || p.ignores(e)}
}

// failureOfBoth is what fails on both sides in the same way: head's change is not why.
func (p Procedure) failureOfBoth(e record.Entry) Failure {
	f := p.failure(e)
	f.Side, f.Both = "", true
	f.Ignored = f.Ignored || p.On.Failing != policy.OnFail
	return f
}

// ignores tells whether a rule says to ignore the benchmark that failed.
func (p Procedure) ignores(e record.Entry) bool {
	return e.Benchmark != "" && e.Stage == "run" && p.For(e.Of(), "sec/op").Action == policy.Ignore
}

// unforgiven is the number of failures that the policy does not forgive.
func unforgiven(failures []Failure) int {
	n := 0
	for _, f := range failures {
		n += count(!f.Ignored)
	}
	return n
}

// alike are the benchmarks that fail on both sides in the same way.
type alike map[round.Benchmark]bool

func (a alike) failing(e record.Entry) bool { return a[e.Of()] }

// alikeIn finds the benchmarks of which the failures of both sides are known and of
// the same kinds. One of which base gave a value in any round does not always fail.
func alikeIn(rec *record.Record) alike {
	failed := map[round.Benchmark]map[round.Side][]record.Kind{}
	for _, e := range rec.Entries {
		if e.State != record.Failed || e.Benchmark == "" {
			continue
		}
		if failed[e.Of()] == nil {
			failed[e.Of()] = map[round.Side][]record.Kind{}
		}
		failed[e.Of()][e.Side] = append(failed[e.Of()][e.Side], kindOf(e))
	}
	same := alike{}
	for b, kinds := range failed {
		base, head := kinds[round.Base], kinds[round.Head]
		slices.Sort(base)
		slices.Sort(head)
		same[b] = len(kinds[""]) == 0 && !slices.Contains(head, "") && slices.Equal(base, head)
	}
	for _, r := range rec.Rounds {
		if len(r.Base) > 0 {
			delete(same, r.Benchmark)
		}
	}
	return same
}

// kindOf is in which way a benchmark failed to run, "" where it is not known.
func kindOf(e record.Entry) record.Kind {
	if e.Stage != "run" {
		return ""
	}
	return e.Kind
}
