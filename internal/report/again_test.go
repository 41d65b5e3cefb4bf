package report_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

var started = time.Date(2026, 11, 20, 10, 11, 12, 0, time.UTC)

// A generator makes records of runs that ended in all the ways there are.
type generator struct {
	rng *rand.Rand
	p   policy.Policy
}

func newGenerator(seed uint64) *generator {
	g := &generator{rand.New(rand.NewPCG(seed, 77)), policy.Default()}
	limit := 120e-9
	g.p.On.Removed = []policy.Consequence{policy.OnPass, policy.OnWarn, policy.OnFail}[g.rng.IntN(3)]
	g.p.On.Inconclusive = []policy.Consequence{policy.OnPass, policy.OnWarn, policy.OnFail}[g.rng.IntN(3)]
	g.p.On.Failing = []policy.Consequence{policy.OnWarn, policy.OnFail}[g.rng.IntN(2)]
	g.p.On.BaseBuildFailure = []policy.Consequence{policy.OnError, policy.OnWarn}[g.rng.IntN(2)]
	if g.rng.IntN(3) == 0 {
		g.p.Rules = append(g.p.Rules, policy.Rule{Limits: map[string]policy.Limit{"sec/op": {Max: &limit}}})
	}
	return g
}

// take gives a benchmark the rounds of one stage: all that are wanted, or only some
// where the time of the run ends.
func (g *generator) take(b round.Benchmark, stage round.Stage, change, noise float64, most int, more func([]round.Round) bool) []round.Round {
	var list []round.Round
	for len(list) < most && (len(list) == 0 || more(list)) {
		at := func(x float64) round.Value { return round.Value{Center: x, Mean: x * 1.01} }
		wobble := func() float64 { return 1 + noise*g.rng.NormFloat64() }
		list = append(list, round.Round{Benchmark: b, Index: len(list), Engine: "turns", Stage: stage, First: round.Base, N: 10,
			Base: round.Values{"sec/op": at(100e-9 * wobble()), "allocs/op": at(2)},
			Head: round.Values{"sec/op": at(100e-9 * (1 + change) * wobble()), "allocs/op": at(2)}})
	}
	return list
}

// record makes the record of one run.
func (g *generator) record() *record.Record {
	rec := &record.Record{Base: record.Ref{Ref: "main", SHA: "aa"}, Head: record.Ref{Ref: "x", SHA: "bb"}, Started: started,
		Partial: g.rng.IntN(10) == 0, Notes: []string{"a note"}, Seconds: 3}
	procedure := judge.ProcedureOf(g.p, nil)
	effects := map[round.Benchmark]float64{}
	for i := range g.rng.IntN(6) {
		b := round.Benchmark{Package: "example.com/p", Name: fmt.Sprint("B", i)}
		e := record.Entry{Package: b.Package, Benchmark: b.Name, State: record.States[g.rng.IntN(len(record.States))], File: "p_test.go", Line: i + 1}
		switch e.State {
		case record.Skipped:
			e.Side, e.Reason = []round.Side{"", round.Base, round.Head}[g.rng.IntN(3)], "needs a GPU"
		case record.Failed:
			e.Kind = append([]record.Kind{""}, record.Kinds...)[g.rng.IntN(1+len(record.Kinds))]
			e.Side, e.Stage, e.Reason = round.Sides[g.rng.IntN(2)], []string{"run", "build"}[g.rng.IntN(2)], "oh\nno"
		}
		rec.Entries = append(rec.Entries, e)
		if e.State == record.Failed && g.rng.IntN(2) == 0 {
			other := e
			other.Side = e.Side.Other()
			rec.Entries = append(rec.Entries, other)
		}
		ended := e.State == record.Skipped || e.State == record.Failed // while it was measured
		if e.State == record.Measured || ended && g.rng.IntN(2) == 0 {
			effects[b] = []float64{0, 0, 0.03, 0.3, -0.3}[g.rng.IntN(5)]
			most := []int{0, 2, 5, 200, 200, 200}[g.rng.IntN(6)]
			rec.Rounds = append(rec.Rounds, g.take(b, round.Screen, effects[b], 0.01, most, func(r []round.Round) bool { return procedure.Screen(r).More })...)
		}
	}
	c := procedure.Confirm(rec.Rounds)
	for _, suspect := range c.Suspects() {
		b := suspect.Benchmark
		most := []int{0, 4, 200, 200, 200}[g.rng.IntN(5)]
		rec.Rounds = append(rec.Rounds, g.take(b, round.Confirm, effects[b], 0.01, most, func(r []round.Round) bool { return c.Standing(r).More })...)
	}
	return rec
}

// TestJudgedAgainIsTheSame: a record that was written and read gives the same
// judgement as the run's own, to the byte.
func TestJudgedAgainIsTheSame(t *testing.T) {
	verdicts := map[judge.Verdict]int{}
	for seed := range uint64(400) {
		g := newGenerator(seed)
		rec := g.record()
		rep := report.Of(rec, judge.Judge(rec, g.p, started))
		verdicts[rep.Verdict]++
		first := encoded(t, rep)
		again := decoded(t, first, rec.Rounds)
		again.Judgement = judge.Judge(&again.Record, g.p, started)
		if diff := cmp.Diff(string(first), string(encoded(t, again))); diff != "" {
			t.Fatalf("seed %d:\n%s", seed, diff)
		}
	}
	for _, v := range []judge.Verdict{judge.VerdictPass, judge.VerdictRegression, judge.VerdictInconclusive, judge.VerdictError} {
		if verdicts[v] < 20 {
			t.Errorf("only %d runs with verdict %s: the property was hardly tried", verdicts[v], v)
		}
	}
}

func encoded(t *testing.T, rep *report.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := report.Encode(&b, rep); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// decoded reads a report and its rounds as whoever is handed them does.
func decoded(t *testing.T, data []byte, rounds []round.Round) *report.Report {
	t.Helper()
	rep, err := report.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var lines bytes.Buffer
	if err := round.Encode(&lines, rounds); err != nil {
		t.Fatal(err)
	}
	if rep.Rounds, err = round.Decode(&lines); err != nil {
		t.Fatal(err)
	}
	return rep
}

// worsenings are facts that are worse than what a run had.
var worsenings = map[string]func(g *generator, rec *record.Record){
	"a side fails":          func(_ *generator, r *record.Record) { add(r, record.Failed, round.Head) },
	"a benchmark is gone":   func(_ *generator, r *record.Record) { add(r, record.Removed, "") },
	"head skips":            func(_ *generator, r *record.Record) { add(r, record.Skipped, round.Head) },
	"one was never reached": func(_ *generator, r *record.Record) { add(r, record.Measured, "") },
	"interrupted":           func(_ *generator, r *record.Record) { r.Partial = true },
	"no round confirms": func(_ *generator, r *record.Record) {
		r.Rounds = slices.DeleteFunc(r.Rounds, func(x round.Round) bool { return x.Stage == round.Confirm })
	},
	"no measured benchmark has rounds": func(_ *generator, r *record.Record) {
		measured := map[round.Benchmark]bool{}
		for _, e := range r.Entries {
			measured[e.Of()] = e.State == record.Measured
		}
		r.Rounds = slices.DeleteFunc(r.Rounds, func(x round.Round) bool { return measured[x.Benchmark] })
	},
	"a measured one fails after all": func(_ *generator, r *record.Record) {
		if len(r.Rounds) > 0 {
			b := r.Rounds[0].Benchmark
			r.Entries = append(r.Entries, record.Entry{Package: b.Package, Benchmark: b.Name, State: record.Failed, Side: round.Head, Stage: "run", Reason: "oh no"})
		}
	},
	"a measured one fails on both sides": func(_ *generator, r *record.Record) {
		if len(r.Rounds) > 0 {
			b := r.Rounds[0].Benchmark
			for _, side := range round.Sides {
				r.Entries = append(r.Entries, record.Entry{Package: b.Package, Benchmark: b.Name, State: record.Failed, Side: side, Stage: "run", Kind: record.Fails})
			}
		}
	},
}

func add(r *record.Record, s record.State, side round.Side) {
	r.Entries = append(r.Entries, record.Entry{Package: "example.com/p", Benchmark: "Worse", State: s, Side: side, Stage: map[record.State]string{record.Failed: "run"}[s]})
}

// TestNothingWorseMakesItBetter: what failed a run, or kept it from passing, does
// so whatever else becomes worse, and an error stays one.
func TestNothingWorseMakesItBetter(t *testing.T) {
	tried := 0
	for seed := range uint64(300) {
		for name, worsen := range worsenings {
			g := newGenerator(seed)
			rec := g.record()
			before := judge.Judge(rec, g.p, started)
			rec.Entries, rec.Rounds = slices.Clone(rec.Entries), slices.Clone(rec.Rounds)
			worsen(g, rec)
			after := judge.Judge(rec, g.p, started)
			if before.Status != 0 {
				tried++
				if after.Status == 0 {
					t.Errorf("seed %d, %s: %s (%d) became %s", seed, name, before.Verdict, before.Status, after.Verdict)
				}
			}
			if before.Verdict == judge.VerdictError && after.Verdict != judge.VerdictError {
				t.Errorf("seed %d, %s: an error became %s", seed, name, after.Verdict)
			}
			if failed := name == "a side fails" || name == "interrupted" || name == "one was never reached"; failed && after.Status == 0 {
				t.Errorf("seed %d, %s: passes", seed, name)
			}
		}
	}
	if tried < 500 {
		t.Errorf("only %d runs that did not pass", tried)
	}
}
