package gate

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/suite"
)

// report puts together what the steps found and what is judged of it.
func (w *workplace) report(ctx context.Context, o Options, f *findings, partial bool) *report.Report {
	rec := f.record(o, w.warnings, partial)
	rec.Environment = w.environment(ctx, f.suite)
	rec.Seconds = time.Since(f.started).Seconds()
	rep := report.Of(rec, judge.Judge(rec, f.rules.Policy, f.started))
	rep.Reproduce, rep.Explanations = f.commandLine(o).Again(), f.explanations
	return rep
}

// record is what the run has found out so far.
func (f *findings) record(o Options, warnings []string, partial bool) *record.Record {
	rec := &record.Record{
		Partial: partial, Base: f.sides.base, Head: f.sides.head, Seed: o.Seed, Nonce: o.Nonce, Started: f.started.UTC(),
		MeasuringSeconds: f.measured.Elapsed.Seconds(),
		Shard:            cmp.Or(f.shard, o.Shard), Arguments: f.commandLine(o).arguments(),
		Policy: record.Policy{Source: f.rules.source, Changes: f.rules.changes},
		Notes:  slices.Clone(warnings), Costs: f.costs(), Rounds: f.measured.Rounds,
	}
	if p := f.rules.Policy; p.Alpha > 0 { // else it could not be read
		rec.Policy.Text, rec.Policy.Alpha = string(config.Show(f.rules.Settings)), p.Alpha
	}
	if s := f.suite; s != nil {
		rec.Entries = append(f.suiteEntries(), f.measuredEntries()...)
		rec.Notes = append(rec.Notes, s.Warnings...)
	}
	rec.Entries = append(rec.Entries, f.stops...)
	return rec
}

// kinds are the ways to fail that both sides may have in common.
var kinds = map[gotest.Kind]record.Kind{
	gotest.Fail: record.Fails, gotest.Panic: record.Panics, gotest.Exit: record.Exits, gotest.Hang: record.TimesOut,
}

// suiteEntries are the facts that finding the benchmarks gave.
func (f *findings) suiteEntries() []record.Entry {
	s := f.suite
	var list []record.Entry
	for _, of := range []struct {
		state      record.State
		benchmarks []round.Benchmark
	}{{record.Identical, s.Unchanged}, {record.Added, s.Added}, {record.Removed, s.Removed}} {
		for _, b := range of.benchmarks {
			list = append(list, f.entry(b, of.state, "", ""))
		}
	}
	for _, b := range s.NotSelected { // the same in every shard, so without a place
		list = append(list, record.Entry{Package: b.Package, Benchmark: b.Name, State: record.NotSelected})
	}
	for _, b := range s.Unlisted {
		list = append(list, f.entry(b, record.Measured, "", "it was not listed: there was no time to run one iteration of it on both sides"))
	}
	for _, k := range s.Skipped {
		list = append(list, f.entry(k.Benchmark, record.Skipped, k.Side, k.Reason))
	}
	for _, x := range s.Failures {
		message := x.Message
		if x.Stage == "build" {
			message = fmt.Sprintf("build %s %s", x.Side, message)
		}
		e := f.entry(round.Benchmark{Package: x.Package, Name: x.Benchmark}, record.Failed, x.Side, message)
		e.Stage, e.Hint, e.Kind = x.Stage, x.Hint, kinds[x.Kind]
		list = append(list, e)
	}
	return list
}

// measuredEntries are what became of the benchmarks that were to be measured.
func (f *findings) measuredEntries() []record.Entry {
	var list []record.Entry
	ended := map[round.Benchmark]bool{}
	for _, e := range f.measured.Errors {
		b := e.Target.Benchmark
		ended[b] = true
		if skip := e.Failure; skip != nil && skip.Kind == gotest.Skip {
			list = append(list, f.entry(b, record.Skipped, e.Side, skip.Message))
			continue
		}
		failed := f.entry(b, record.Failed, e.Side, targetMessage(e))
		failed.Stage = "run"
		if e.Failure != nil && f.rules.Engine != "turns" { // else exec has tried it, too
			failed.Kind = kinds[e.Failure.Kind]
		}
		list = append(list, failed)
	}
	reasons := map[round.Benchmark]string{}
	for _, e := range f.measured.Endings {
		reasons[e.Benchmark] = e.Reason
	}
	for _, t := range targetsOf(f.suite, f.rules.Settings) {
		if !ended[t.Benchmark] {
			list = append(list, f.entry(t.Benchmark, record.Measured, "", reasons[t.Benchmark]))
		}
	}
	return list
}

// entry says what became of a benchmark, with the place of its function.
func (f *findings) entry(b round.Benchmark, s record.State, side round.Side, reason string) record.Entry {
	file, line := f.position(b)
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
func (f *findings) position(b round.Benchmark) (string, int) {
	top, _, _ := strings.Cut(b.Name, "/")
	for _, name := range []string{top, round.Stem(top)} {
		if at, ok := f.suite.Positions[suite.Top{Package: b.Package, Name: name}]; ok {
			return at.File, at.Line
		}
	}
	return "", 0
}
