package gate

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/suite"
)

// judge judges what the run has found out so far.
func (g *gate) judge(partial bool) judge.Judgement {
	return judge.Judge(g.record(partial), g.settings.Policy, g.started)
}

// report puts together what the steps found and what is judged of it.
func (g *gate) report(ctx context.Context, partial bool) *report.Report {
	rec := g.record(partial)
	rec.Environment = g.environment(ctx)
	rec.Seconds = time.Since(g.started).Seconds()
	g.judged = judge.Judge(rec, g.settings.Policy, g.started)
	rep := report.Of(rec, g.judged)
	rep.Reproduce, rep.Explanations = g.reproduce(), g.explanations
	return rep
}

// record is what the run has found out so far.
func (g *gate) record(partial bool) *record.Record {
	rec := &record.Record{
		Partial: partial, Base: g.refs.base, Head: g.refs.head, Seed: g.options.seed, Nonce: g.options.nonce, Started: g.started.UTC(),
		MeasuringSeconds: g.measured.Elapsed.Seconds(),
		Shard:            g.options.shard, Arguments: g.arguments(),
		Policy: record.Policy{Source: g.source, Changes: g.changes},
		Notes:  slices.Clone(g.warnings), Costs: g.costs(), Rounds: g.measured.Rounds,
	}
	if p := g.settings.Policy; p.Alpha > 0 { // else it could not be read
		rec.Policy.Text, rec.Policy.Alpha = string(config.Show(g.settings)), p.Alpha
	}
	if s := g.suite; s != nil {
		rec.Entries = append(g.suiteEntries(), g.measuredEntries()...)
		rec.Notes = append(rec.Notes, s.Warnings...)
	}
	rec.Entries = append(rec.Entries, g.stops...)
	return rec
}

// suiteEntries are the facts that finding the benchmarks gave.
func (g *gate) suiteEntries() []record.Entry {
	s := g.suite
	var list []record.Entry
	for _, of := range []struct {
		state      record.State
		benchmarks []round.Benchmark
	}{{record.Identical, s.Unchanged}, {record.Added, s.Added}, {record.Removed, s.Removed}} {
		for _, b := range of.benchmarks {
			list = append(list, g.entry(b, of.state, "", ""))
		}
	}
	for _, b := range s.NotSelected { // the same in every shard, so without a place
		list = append(list, record.Entry{Package: b.Package, Benchmark: b.Name, State: record.NotSelected})
	}
	for _, k := range s.Skipped {
		list = append(list, g.entry(k.Benchmark, record.Skipped, k.Side, k.Reason))
	}
	for _, f := range s.Failures {
		message := f.Message
		if f.Stage == "build" {
			message = fmt.Sprintf("build %s %s", f.Side, message)
		}
		e := g.entry(round.Benchmark{Package: f.Package, Name: f.Benchmark}, record.Failed, f.Side, message)
		e.Stage, e.Hint = f.Stage, f.Hint
		list = append(list, e)
	}
	return list
}

// measuredEntries are what became of the benchmarks that were to be measured.
func (g *gate) measuredEntries() []record.Entry {
	var list []record.Entry
	ended := map[round.Benchmark]bool{}
	for _, e := range g.measured.Errors {
		b := e.Target.Benchmark
		ended[b] = true
		if f := e.Failure; f != nil && f.Kind == gotest.Skip {
			list = append(list, g.entry(b, record.Skipped, e.Side, f.Message))
			continue
		}
		failed := g.entry(b, record.Failed, e.Side, targetMessage(e))
		failed.Stage = "run"
		list = append(list, failed)
	}
	reasons := map[round.Benchmark]string{}
	for _, e := range g.measured.Endings {
		reasons[e.Benchmark] = e.Reason
	}
	for _, t := range g.targets() {
		if !ended[t.Benchmark] {
			list = append(list, g.entry(t.Benchmark, record.Measured, "", reasons[t.Benchmark]))
		}
	}
	return list
}

// entry says what became of a benchmark, with the place of its function.
func (g *gate) entry(b round.Benchmark, s record.State, side round.Side, reason string) record.Entry {
	file, line := g.position(b)
	return record.Entry{Package: b.Package, Benchmark: b.Name, State: s, Side: side, Reason: reason, File: file, Line: line}
}

func targetMessage(e *measure.TargetError) string {
	message := e.Error()
	if f := e.Failure; f != nil && f.Tail != "" && !strings.Contains(message, f.Tail) {
		message += "\n" + f.Tail
	}
	return message
}

// position finds the function of a benchmark, whose name may carry
// sub-benchmarks and a GOMAXPROCS suffix.
func (g *gate) position(b round.Benchmark) (string, int) {
	top, _, _ := strings.Cut(b.Name, "/")
	for _, name := range []string{top, round.Stem(top)} {
		if f, ok := g.suite.Positions[suite.Top{Package: b.Package, Name: name}]; ok {
			return f.File, f.Line
		}
	}
	return "", 0
}
