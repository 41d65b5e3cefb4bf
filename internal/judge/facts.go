package judge

import (
	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/round"
)

// facts are the entries of a record by what they mean for the judgement.
type facts struct {
	// apart are the benchmarks whose rounds are not used, since a later round failed
	// or skipped.
	apart map[round.Benchmark]bool
	// oneSided are those that one side has and that have no rounds. What head skips
	// is among them: skipping is a way to remove.
	oneSided []Evidence
	rows     []Row // of what was not compared
	failures []Failure
	left     int // benchmark functions that were not selected
}

// gather sorts a record's entries.
func (p Procedure) gather(rec *record.Record) facts {
	f := facts{apart: map[round.Benchmark]bool{}}
	had := map[round.Benchmark]bool{}
	for _, r := range rec.Rounds {
		if r.Stage == round.Screen { // confirming rounds without screening rounds do not count
			had[r.Benchmark] = true
		}
	}
	unreached := map[round.Benchmark]bool{}
	for _, e := range rec.Entries {
		b := e.Of()
		switch e.State {
		case record.Measured:
			if !had[b] && rec.Files == nil && !unreached[b] {
				unreached[b] = true
				f.rows = append(f.rows, p.unreached(b, e.Reason))
			}
		case record.Identical:
			f.rows = append(f.rows, uncompared(b, UnchangedBinary, identicalReason))
		case record.Skipped:
			f.apart[b] = true
			f.skipped(b, e)
		case record.Added:
			if !had[b] {
				f.oneSided = append(f.oneSided, Evidence{Delta: compare.OneSided(b, round.Head)})
			}
		case record.Removed:
			f.apart[b] = true
			f.oneSided = append(f.oneSided, Evidence{Delta: compare.OneSided(b, round.Base), Note: e.Reason})
		case record.Failed:
			f.apart[b] = f.apart[b] || e.Benchmark != ""
			f.failures = append(f.failures, p.failure(e))
		case record.NotSelected:
			f.left++
		}
	}
	return f
}

const identicalReason = "identical binaries, and no benchmark input changed"

func (f *facts) skipped(b round.Benchmark, e record.Entry) {
	switch e.Side {
	case round.Head:
		f.oneSided = append(f.oneSided, Evidence{Delta: compare.OneSided(b, round.Base), Note: "head skips it: " + e.Reason})
	case round.Base:
		f.rows = append(f.rows, uncompared(b, Skipped, "on base only: "+e.Reason))
	default:
		f.rows = append(f.rows, uncompared(b, Skipped, e.Reason))
	}
}

// failure is what could not be measured. A base that does not build is forgiven
// where the policy says so.
func (p Procedure) failure(e record.Entry) Failure {
	return Failure{Side: string(e.Side), Package: e.Package, Benchmark: e.Benchmark, Stage: e.Stage, Message: e.Reason, Hint: e.Hint,
		Ignored: e.Side == round.Base && e.Stage == "build" && p.On.BaseBuildFailure == policy.OnWarn}
}

// counted is the number of failures that the policy does not forgive.
func counted(failures []Failure) int {
	n := 0
	for _, f := range failures {
		n += count(!f.Ignored)
	}
	return n
}

// uncompared is the row of a benchmark that needed no measuring, or refused it.
func uncompared(b round.Benchmark, o Outcome, reason string) Row {
	return Row{Package: b.Package, Benchmark: b.Name, Outcome: o, Action: policy.Ignore, Reason: reason}
}

// unreached is the row of a benchmark for which there was no time at all.
func (p Procedure) unreached(b round.Benchmark, reason string) Row {
	if reason == "" {
		reason = "there was no time to measure it"
	}
	c := p.newCase(compare.Unmeasured(b), nil)
	r := uncompared(b, Inconclusive, reason)
	r.Unit, r.Better = c.Unit, betterWord(c.Better)
	r.Gated, r.Limit, r.Threshold, r.Stage = c.eff.Gated(), limitOf(c.eff.Limit), known(c.eff.Threshold), string(round.Screen)
	r.Action, r.Rule, r.Unfinished = c.eff.Action, c.eff.Action, r.Gated
	return r
}
