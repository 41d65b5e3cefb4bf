// Package judge turns what a run found out into outcomes, a verdict and an exit
// status. It is the only code that does: run, compare, render --again, publish
// and merge all call Judge, so that they cannot disagree.
//
//	record → facts by what they mean → evidence of rounds or files → rows
//	       → verdict → status
//
// Deciding on rounds has two stages. The screen looks at all benchmarks with a few
// rounds each and lets go of those that are surely within their thresholds. What
// it suspects is confirmed on fresh rounds only, by exact tests at planned looks,
// with a level that is shared among all hypotheses that entered. Since the rounds
// that select are not those that test, the chance of a false regression in an
// unchanged run holds for any screen and any number of benchmarks. While a run
// measures, package decide asks the same Procedure how to go on.
//
// The package is pure: the same record and policy give the same judgement.
package judge

import (
	"fmt"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/round"
)

// A Judgement is everything that is to be said of a run. The zero value is no
// verdict: Judge makes all that are valid.
type Judgement struct {
	Verdict Verdict `json:"outcome"`
	// Status is the exit status of the run.
	Status int `json:"status"`
	// Alpha is the family-wise error rate, and Hypotheses the size of the family
	// over which it was shared: the tests of gated rows, and the limits.
	Alpha      float64 `json:"alpha"`
	Hypotheses int     `json:"hypotheses"`
	// Rows are sorted by package, benchmark and unit.
	Rows     record.List[Row, record.Many]     `json:"rows"`
	Failures record.List[Failure, record.Many] `json:"failures"`
	// Warnings are the record's notes and what judging has to add.
	Warnings record.List[string, record.Many] `json:"warnings"`
}

// A Failure is something that could not be measured. Benchmark is empty where
// the whole package or side failed. Stage is that of a record.Entry.
type Failure struct {
	Side      string `json:"side"`
	Package   string `json:"package"`
	Benchmark string `json:"benchmark"`
	Stage     string `json:"stage"`
	Message   string `json:"message"`
	// Both is set where the benchmark fails on both sides in the same way; Side is
	// empty, and Message is head's.
	Both bool `json:"both,omitempty"`
	// Ignored is set where the policy says that the failure does not count: by a rule
	// with action ignore, on.failing or on.base-build-failure.
	Ignored bool `json:"ignored,omitempty"`
	// Hint says what to do, to who has run it.
	Hint string `json:"-"`
}

// A Procedure is how a policy decides. Every question of measuring and of judging
// is answered by its methods.
type Procedure struct{ policy.Policy }

// ProcedureOf returns the procedure for a run: a shard has its share of alpha.
func ProcedureOf(p policy.Policy, shard *record.Shard) Procedure {
	if shard != nil {
		p.Alpha /= float64(shard.Count)
	}
	return Procedure{p}
}

// Judge judges a run under a policy. now is the time at which waivers are in
// force.
func Judge(rec *record.Record, pol policy.Policy, now time.Time) Judgement {
	p := ProcedureOf(pol, rec.Shard)
	f := p.gather(rec)
	var cs cases
	if rec.Files != nil {
		cs = p.ofFiles(rec.Files, &f, now)
	} else {
		cs = p.ofRounds(rec, &f, now)
	}
	j := Judgement{Alpha: p.Alpha, Hypotheses: cs.hypotheses, Rows: append(cs.rows(p), f.rows...), Failures: f.failures}
	j.Warnings = slices.Concat(rec.Notes, p.idleWaivers(rec, j.Rows, now), cs.warnings, p.idleRules(rec, j))
	place := rec.Place()
	for i, r := range j.Rows {
		j.Rows[i].File, j.Rows[i].Line = place(r.Of())
	}
	slices.SortStableFunc(j.Rows, ByName)
	j.Failures = append(j.Failures, infinite(rec.Files, j.Rows)...)
	j.Verdict = verdictOf(j.Rows, j.Failures, &f, rec)
	j.Status = statusOf(j.Verdict, rec.Partial)
	return j
}

// limitConfidence is the confidence at which a limit is held against head's values.
const limitConfidence = 0.99

// ofFiles compares the samples of files.
func (p Procedure) ofFiles(files *record.Files, f *facts, now time.Time) cases {
	deltas, err := compare.Files(files.Base, files.Head, compare.Options{Better: p.Said})
	if err != nil {
		f.failures = append(f.failures, Failure{Stage: "read", Message: err.Error()})
	}
	for _, a := range compare.Apart(files.Base, files.Head) {
		f.failures = append(f.failures, Failure{Package: a.Package, Benchmark: a.Name, Stage: "read", Message: a.Text})
	}
	return p.ofDeltas(deltas, now, func(d compare.Delta) (lo, hi float64) {
		return compare.CenterInterval(files.Head.Values(d.Benchmark, d.Unit), limitConfidence)
	})
}

// infinite are the gated rows of files of which a side has values that are not
// finite: what they would have decided is not known.
func infinite(files *record.Files, rows []Row) []Failure {
	if files == nil {
		return nil
	}
	var list []Failure
	for _, side := range round.Sides {
		s := files.Of(side)
		for _, r := range rows {
			if n := s.Infinite(r.Of(), r.Unit); n > 0 && r.Gated {
				list = append(list, Failure{Side: string(side), Package: r.Package, Benchmark: r.Benchmark, Stage: "read",
					Message: fmt.Sprintf("%s is gated, but some of its values are not finite: %d", r.Unit, n)})
			}
		}
	}
	return list
}

// ofDeltas makes cases of comparisons of which all values are there: their tests
// share alpha here. heads may be nil, and then limits decide only rows that are exact.
func (p Procedure) ofDeltas(deltas []compare.Delta, now time.Time, heads HeadBounds) cases {
	evidence := make([]Evidence, len(deltas))
	for i, d := range deltas {
		evidence[i] = Evidence{Delta: d}
	}
	cs := p.newCases(evidence, now)
	for _, c := range cs.list {
		c.staged = nil
	}
	cs.hypotheses, cs.heads = shareAlpha(cs.list, p.Alpha), heads
	for _, c := range cs.list {
		c.need = needN(p.Alpha, cs.hypotheses)
	}
	return cs
}

// ofRounds decides the rounds of a run. Those of a benchmark that failed or skipped
// later have no rows; they still count in the family, which is never reduced after
// the fact. The rounds of each shard are a family of their own, which was fixed
// without those of the others and has its equal share of alpha.
func (p Procedure) ofRounds(rec *record.Record, f *facts, now time.Time) cases {
	share := p
	share.Alpha /= float64(max(1, rec.Shards))
	var evidence []Evidence
	hypotheses := 0
	for _, part := range byShard(rec.Rounds) {
		screening, confirming := split(part)
		fam := share.family(screening)
		hypotheses += fam.size
		for _, b := range sortedKeys(screening) {
			if !f.apart[b] {
				evidence = append(evidence, share.evidence(fam, screening[b], confirming[b])...)
			}
		}
	}
	cs := p.newCases(append(evidence, f.oneSided...), now)
	cs.hypotheses, cs.heads = hypotheses, ownInterval
	return cs
}
