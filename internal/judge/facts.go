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

// gather sorts a record's entries. Where they contradict the rounds, nothing was
// measured.
func (p Procedure) gather(rec *record.Record) facts {
	f := facts{apart: map[round.Benchmark]bool{}}
	had, unscreened := measured(rec)
	same := alikeIn(rec)
	added, unreached := map[round.Benchmark]bool{}, map[round.Benchmark]bool{}
	for _, e := range rec.Entries {
		added[e.Of()] = added[e.Of()] || e.State == record.Added
	}
	miss := func(b round.Benchmark, reason string) {
		if !unreached[b] {
			unreached[b] = true
			f.rows = append(f.rows, p.unreached(b, reason))
		}
	}
	for _, e := range rec.Entries {
		b := e.Of()
		switch e.State {
		case record.Measured:
			if rec.Files == nil && !had[b].screened(added[b]) {
				miss(b, e.Reason)
			}
		case record.Identical:
			f.rows = append(f.rows, uncompared(b, UnchangedBinary, identicalReason))
		case record.Skipped:
			f.apart[b] = true
			if f.skipped(b, e); e.Side != round.Head && had[b].both > 0 {
				miss(b, "it skips after rounds that measured it: "+e.Reason)
			}
		case record.Added:
			if had[b].head == 0 {
				f.oneSided = append(f.oneSided, Evidence{Delta: compare.OneSided(b, round.Head)})
			}
		case record.Removed:
			f.apart[b] = true
			f.oneSided = append(f.oneSided, Evidence{Delta: compare.OneSided(b, round.Base), Note: e.Reason})
			if had[b].head > 0 {
				miss(b, "it counts as removed, but head has rounds of it")
			}
		case record.Failed:
			f.apart[b] = f.apart[b] || e.Benchmark != ""
			if alike := same.failing(e); !alike {
				f.failures = append(f.failures, p.failure(e))
			} else if e.Side == round.Head {
				f.failures = append(f.failures, p.failureOfBoth(e))
			}
		case record.NotSelected:
			f.left++
		}
	}
	for _, b := range unscreened {
		miss(b, "it has no screening rounds")
	}
	return f
}

// sides count the screening rounds of a benchmark in which head, and both sides,
// gave values.
type sides struct{ head, both int }

// screened tells whether there is anything to judge: of a benchmark that head alone
// has, head's values.
func (s sides) screened(added bool) bool { return s.both > 0 || added && s.head > 0 }

// measured counts the screening rounds, and lists the benchmarks that have none but
// confirming ones, which cannot fail a run alone.
func measured(rec *record.Record) (had map[round.Benchmark]sides, unscreened []round.Benchmark) {
	had = map[round.Benchmark]sides{}
	screened, confirmed := map[round.Benchmark]bool{}, map[round.Benchmark]bool{}
	for _, r := range rec.Rounds {
		if r.Stage != round.Screen {
			confirmed[r.Benchmark] = true
			continue
		}
		screened[r.Benchmark] = true
		s := had[r.Benchmark]
		s.head += count(len(r.Head) > 0)
		s.both += count(len(r.Head) > 0 && len(r.Base) > 0)
		had[r.Benchmark] = s
	}
	for _, b := range sortedKeys(confirmed) {
		if !screened[b] {
			unscreened = append(unscreened, b)
		}
	}
	return had, unscreened
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
