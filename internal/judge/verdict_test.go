package judge

import (
	"testing"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/round"
)

// a is a gated row of time with an outcome.
func a(o Outcome) Row {
	return Row{Outcome: o, Action: policy.Fail, Rule: policy.Fail, Gated: true, Threshold: number(0.05), Alpha: number(0.01),
		MinP: number(0.001), Base: &Summary{}, Head: &Summary{}}
}

func but(r Row, change func(*Row)) Row {
	change(&r)
	return r
}

func TestVerdictAndStatus(t *testing.T) {
	hopeless := but(a(Inconclusive), func(r *Row) { r.MinP = nil })
	exact := but(a(Pass), func(r *Row) { r.Exact = true })
	warned := but(a(Regression), func(r *Row) { r.Action, r.Rule = policy.Warn, policy.Warn })
	tolerated := but(a(Inconclusive), func(r *Row) { r.Action = policy.Ignore })
	unfinished := but(a(Inconclusive), func(r *Row) { r.Unfinished = true })
	ungated := but(a(Pass), func(r *Row) { r.Gated, r.Threshold = false, nil })
	ignored := but(a(Regression), func(r *Row) { r.Gated, r.Action, r.Rule = false, policy.Ignore, policy.Ignore })
	tests := []struct {
		name     string
		rows     []Row
		failures int
		partial  bool
		want     Verdict
		status   int
	}{
		{"nothing", nil, 0, false, VerdictInconclusive, 3},
		{"pass", []Row{a(Pass), a(Improvement)}, 0, false, VerdictPass, 0},
		{"regression", []Row{a(Pass), a(Regression)}, 0, false, VerdictRegression, 1},
		{"limit", []Row{a(LimitBroken)}, 0, false, VerdictRegression, 1},
		{"some undecided", []Row{a(Pass), tolerated}, 0, false, VerdictPass, 0},
		{"some undecided, on fail", []Row{a(Pass), a(Inconclusive)}, 0, false, VerdictRegression, 1},
		{"all undecided", []Row{tolerated, tolerated}, 0, false, VerdictInconclusive, 3},
		{"all undecided, on fail: 3 before 1", []Row{a(Inconclusive)}, 0, false, VerdictInconclusive, 3},
		{"all times undecided, allocations decided", []Row{tolerated, exact}, 0, false, VerdictInconclusive, 3},
		{"all times undecided, allocations regressed", []Row{tolerated, but(a(Regression), func(r *Row) { r.Exact = true })}, 0, false, VerdictRegression, 1},
		{"all times undecided, another is unchanged", []Row{tolerated, {Outcome: UnchangedBinary}}, 0, false, VerdictInconclusive, 3},
		{"no time to decide one", []Row{a(Pass), unfinished}, 0, false, VerdictInconclusive, 3},
		{"no time to decide one, another regressed", []Row{a(Regression), unfinished}, 0, false, VerdictRegression, 1},
		{"no time to decide one that is only to warn", []Row{a(Pass), but(unfinished, func(r *Row) { r.Rule, r.Action = policy.Warn, policy.Warn })}, 0, false, VerdictPass, 0},
		{"only warnings", []Row{warned, a(Pass)}, 0, false, VerdictPass, 0},
		{"nothing is gated", []Row{ungated}, 0, false, VerdictInconclusive, 3},
		{"nothing is gated but what the policy ignores", []Row{ungated, ignored}, 0, false, VerdictPass, 0},
		{"no test had a chance", []Row{hopeless, exact}, 0, false, VerdictInconclusive, 3},
		{"one test had a chance", []Row{hopeless, a(Pass)}, 0, false, VerdictRegression, 1},
		{"no test had a chance, but an exact row regressed", []Row{hopeless, but(a(Regression), func(r *Row) { r.Exact = true })}, 0, false, VerdictRegression, 1},
		{"unchanged binaries", []Row{{Outcome: UnchangedBinary}}, 0, false, VerdictPass, 0},
		{"only added", []Row{{Outcome: Added}}, 0, false, VerdictPass, 0},
		{"only skipped", []Row{{Outcome: Skipped}}, 0, false, VerdictInconclusive, 3},
		{"skipped and passed", []Row{{Outcome: Skipped}, a(Pass)}, 0, false, VerdictPass, 0},
		{"only removed, with a warning", []Row{but(a(Removed), func(r *Row) { r.Head, r.Action = nil, policy.Warn })}, 0, false, VerdictInconclusive, 3},
		{"removed, which fails", []Row{a(Pass), but(a(Removed), func(r *Row) { r.Head = nil })}, 0, false, VerdictRegression, 1},
		{"a row in error", []Row{a(Pass), {Outcome: Error}}, 0, false, VerdictError, 3},
		{"a row in error that does not count", []Row{a(Pass), {Outcome: Error, Action: policy.Warn}}, 0, false, VerdictPass, 0},
		{"failure and pass", []Row{a(Pass)}, 1, false, VerdictError, 3},
		{"failure and regression: 3 before 1", []Row{a(Regression)}, 1, false, VerdictError, 3},
		{"interrupted", []Row{a(Regression)}, 1, true, VerdictError, 130},
		{"interrupted pass", []Row{a(Pass)}, 0, true, VerdictInconclusive, 130},
	}
	for _, tt := range tests {
		rec := &record.Record{Partial: tt.partial}
		v := verdictOf(tt.rows, make([]Failure, tt.failures), &facts{}, rec)
		if status := statusOf(v, tt.partial); v != tt.want || status != tt.status {
			t.Errorf("%s: %s, %d; want %s, %d", tt.name, v, status, tt.want, tt.status)
		}
	}
	if got := statusOf("", false); got != exit.Unmeasured {
		t.Errorf("no verdict has status %d", got)
	}
}

// TestEmptyRuns: what a run without rows comes to.
func TestEmptyRuns(t *testing.T) {
	entry := func(s record.State) record.Entry { return record.Entry{Package: "p", Benchmark: "A", State: s} }
	shard := &record.Shard{Index: 1, Count: 2}
	for name, tt := range map[string]struct {
		rec    record.Record
		status int
	}{
		"nothing":                             {record.Record{}, exit.Unmeasured},
		"all left out":                        {record.Record{Entries: []record.Entry{entry(record.NotSelected)}}, exit.Pass},
		"all left out, interrupted":           {record.Record{Partial: true, Entries: []record.Entry{entry(record.NotSelected)}}, exit.Interrupted},
		"all left out, but one failed":        {record.Record{Entries: []record.Entry{entry(record.NotSelected), entry(record.Failed)}}, exit.Unmeasured},
		"a shard without benchmarks":          {record.Record{Shard: shard}, exit.Pass},
		"shards without benchmarks, together": {record.Record{Shards: 2}, exit.Unmeasured},
		"a shard that measured nothing":       {record.Record{Shard: shard, Entries: []record.Entry{entry(record.Measured)}}, exit.Unmeasured},
		"identical":                           {record.Record{Entries: []record.Entry{entry(record.Identical)}}, exit.Pass},
		"never reached":                       {record.Record{Entries: []record.Entry{entry(record.Identical), entry(record.Measured)}}, exit.Unmeasured},
		"only skipped":                        {record.Record{Entries: []record.Entry{entry(record.Skipped)}}, exit.Unmeasured},
	} {
		if j := Judge(&tt.rec, policy.Default(), today); j.Status != tt.status {
			t.Errorf("%s: %s, %d; want %d", name, j.Verdict, j.Status, tt.status)
		}
	}
}

// TestContradictions: entries that contradict the rounds do not count, and
// rounds without values, or without a screen, are none.
func TestContradictions(t *testing.T) {
	b := round.Benchmark{Package: "p", Name: "B"}
	rounds := func(stage round.Stage, base, head float64) (list []round.Round) {
		for i := range 12 {
			values := func(x float64) round.Values {
				if x == 0 {
					return round.Values{}
				}
				return round.Values{"sec/op": {Center: x * (1 + 1e-4*float64(i)), Mean: x * (1 + 1e-4*float64(i))}}
			}
			list = append(list, round.Round{Benchmark: b, Index: i, Engine: "turns", Stage: stage, First: round.Base, N: 1, Base: values(base), Head: values(head)})
		}
		return list
	}
	entry := func(s record.State, side round.Side) record.Entry {
		return record.Entry{Package: b.Package, Benchmark: b.Name, State: s, Side: side}
	}
	fine := record.Entry{Package: "p", Benchmark: "Fine", State: record.Identical}
	for name, tt := range map[string]struct {
		rounds  []round.Round
		entries []record.Entry
		want    int
	}{
		"both sides are empty":             {rounds(round.Screen, 0, 0), []record.Entry{fine, entry(record.Measured, "")}, exit.Unmeasured},
		"head is empty":                    {rounds(round.Screen, 1e-6, 0), []record.Entry{fine, entry(record.Measured, "")}, exit.Unmeasured},
		"confirming alone":                 {rounds(round.Confirm, 1e-6, 2e-6), []record.Entry{fine}, exit.Unmeasured},
		"removed, with rounds":             {rounds(round.Screen, 1e-6, 1e-6), []record.Entry{fine, entry(record.Removed, "")}, exit.Unmeasured},
		"skipped on both, with rounds":     {rounds(round.Screen, 1e-6, 1e-6), []record.Entry{fine, entry(record.Skipped, "")}, exit.Unmeasured},
		"skipped on base, with rounds":     {rounds(round.Screen, 1e-6, 1e-6), []record.Entry{fine, entry(record.Skipped, round.Base)}, exit.Unmeasured},
		"skipped on both, without":         {nil, []record.Entry{fine, entry(record.Skipped, "")}, exit.Pass},
		"a time below zero":                {rounds(round.Screen, 1e-6, -1e-6), []record.Entry{fine, entry(record.Measured, "")}, exit.Unmeasured},
		"identical, and slower in rounds":  {append(rounds(round.Screen, 1e-6, 2e-6), rounds(round.Confirm, 1e-6, 2e-6)...), []record.Entry{fine, entry(record.Identical, "")}, exit.Regression},
		"added, with rounds of both sides": {append(rounds(round.Screen, 1e-6, 2e-6), rounds(round.Confirm, 1e-6, 2e-6)...), []record.Entry{fine, entry(record.Added, "")}, exit.Regression},
	} {
		j := Judge(&record.Record{Rounds: tt.rounds, Entries: tt.entries}, policy.Default(), today)
		if j.Status != tt.want {
			t.Errorf("%s: %s (%d), want %d", name, j.Verdict, j.Status, tt.want)
		}
	}
}
