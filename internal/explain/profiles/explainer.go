package profiles

import (
	"context"
	"errors"
	"time"

	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

// An Explainer explains changes of a run whose trees still stand. Every field must
// be set.
type Explainer struct {
	Profiler *Profiler
	Repo     *git.Repo
	Trees    *git.Trees
	Targets  []measure.Target // the benchmarks of both sides
	Rows     []judge.Row      // what is known of them
	Out      *output.Dir      // where profiles are kept
	Log      *output.Log
	Patience time.Duration                    // bounds what explaining one benchmark may take
	Warn     func(format string, args ...any) // is told what cannot be explained
}

// Explain explains the rows of one benchmark that changed. What it cannot explain
// is a warning.
func (x *Explainer) Explain(ctx context.Context, rows []judge.Row) []report.Explanation {
	b := round.Benchmark{Package: rows[0].Package, Name: rows[0].Benchmark}
	t, ok := x.target(b)
	if !ok {
		x.Warn("%s is not explained: it is not among the benchmarks of both sides", b)
		return nil
	}
	c := &explanationCase{Explainer: x, target: t, rows: rows, pace: x.pace(b), until: time.Now().Add(x.Patience * 9 / 10)}
	err := c.safely(ctx)
	var failed *gotest.Failure
	switch {
	case ctx.Err() != nil:
	case errors.As(err, &failed):
		x.Warn("%s is not explained: under the profiler, %v", b, err)
	case err != nil:
		x.Warn("%s is not explained: %v", b, err)
	}
	return c.done
}

func (x *Explainer) target(b round.Benchmark) (measure.Target, bool) {
	for _, t := range x.Targets {
		if t.Benchmark == b {
			return t, true
		}
	}
	return measure.Target{}, false
}

// packages are those of all benchmarks on one side.
func (x *Explainer) packages(s round.Side) []gotest.Package {
	var list []gotest.Package
	for _, t := range x.Targets {
		list = append(list, t.Binary(s).Package)
	}
	return list
}

// pace is what the rows say of the benchmark's slower side.
func (x *Explainer) pace(b round.Benchmark) Pace {
	var p Pace
	for _, r := range x.Rows {
		if r.Package != b.Package || r.Benchmark != b.Name || r.Base == nil || r.Head == nil {
			continue
		}
		most := max(r.Base.Center, r.Head.Center)
		switch r.Unit {
		case "sec/op":
			p.Seconds = most
		case "allocs/op":
			p.Allocs = most
		}
	}
	return p
}
