package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/decide"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/round"
)

// A play is one suite that went through the gate: plan, screen, confirmation in
// fresh layouts, and judgement, with the default policy.
type play struct {
	Adversary string `json:"adversary,omitempty"` // what disturbs it; empty for nothing
	// Hog is how many CPUs a hog had meanwhile, 0 without one.
	Hog  float64 `json:"hog,omitempty"`
	Head string  `json:"head"` // what head is
	// Planted is the slowdown of head, as many rounds measured it; 0 where none was planted.
	Planted float64 `json:"planted,omitempty"`
	// Weighed is the same by rounds beside the trial that have no part in it, in
	// layouts of their own; 0 where there were none.
	Weighed float64 `json:"weighed,omitempty"`
	Suite   int     `json:"suite"`
	Seconds float64 `json:"seconds"` // of measuring, links included
	Links   float64 `json:"links"`   // seconds of it, in links of confirming rounds
	Fates   []fate  `json:"fates"`
	part    int     // of which earlier run it is, from 0
}

// A fate is what became of the time of one benchmark in a play.
type fate struct {
	Benchmark string        `json:"benchmark"`
	Outcome   judge.Outcome `json:"outcome"`
	Stage     round.Stage   `json:"stage"`
	Reason    string        `json:"reason"`
	Change    float64       `json:"change"`
	Rounds    int           `json:"rounds"` // in both stages
	// Scatter is the standard deviation of the log-ratios of their sec/op; 0 of one.
	Scatter float64 `json:"scatter"`
}

// throughGate measures and judges a suite.
func (l *lab) throughGate(ctx context.Context, head string, targets []measure.Target) (play, error) {
	layouts, err := l.room("layouts")
	if err != nil {
		return play{}, err
	}
	p, e := policy.Default(), &timed{Engine: l.turns()}
	plan := measure.Plan{Targets: targets, Seed: l.coins.Uint64(), Layouts: layouts}
	res, err := measure.Run(ctx, plan, e, decide.Staged(judge.ProcedureOf(p, nil)), time.Now, nil)
	if err == nil && len(res.Errors) > 0 {
		err = res.Errors[0]
	}
	if err != nil {
		return play{}, fmt.Errorf("%s through the gate: %w", head, err)
	}
	if res.Stopped != measure.Finished {
		return play{}, errors.New("the default budget does not suffice")
	}
	return play{Head: head, Seconds: res.Elapsed.Seconds(), Links: (res.Elapsed - e.took).Seconds(), Fates: fates(res.Rounds, p)}, nil
}

// A timed engine notes how long its rounds took: what else the gate does is links.
type timed struct {
	measure.Engine
	took time.Duration
}

func (e *timed) Round(ctx context.Context, t measure.Target, first round.Side, layout uint64) (round.Round, error) {
	began := time.Now()
	defer func() { e.took += time.Since(began) }()
	return e.Engine.Round(ctx, t, first, layout)
}

func (e *timed) Rounds(ctx context.Context, visits []measure.Visit, layout uint64) []measure.Outcome {
	began := time.Now()
	defer func() { e.took += time.Since(began) }()
	return e.Engine.Rounds(ctx, visits, layout)
}

// fates judges the rounds. Of the rows only those of time are kept, and after them
// others that regressed: on code that costs the same no unit may.
func fates(rounds []round.Round, p policy.Policy) []fate {
	ratios := map[round.Benchmark][]float64{}
	for _, r := range rounds {
		ratios[r.Benchmark] = append(ratios[r.Benchmark], math.Log(r.Head["sec/op"].Center/r.Base["sec/op"].Center))
	}
	var ofTime, others []fate
	for _, r := range judge.Judge(&record.Record{Rounds: rounds}, p, time.Now()).Rows {
		its := ratios[r.Of()]
		f := fate{r.Benchmark, r.Outcome, round.Stage(r.Stage), r.Reason, changeOf(r), len(its), 0}
		if len(its) > 1 {
			f.Scatter = deviation(its)
		}
		switch {
		case r.Unit == "sec/op":
			ofTime = append(ofTime, f)
		case r.Outcome == judge.Regression:
			f.Benchmark += " " + r.Unit
			others = append(others, f)
		}
	}
	return append(ofTime, others...)
}

// changeOf is the estimated change of a row, NaN where it is not known.
func changeOf(r judge.Row) float64 {
	if r.Change == nil {
		return math.NaN()
	}
	return *r.Change
}

// A count is what became of many plays.
type count struct {
	suites, failed, fates int
	outcomes              map[judge.Outcome]int
	confirmed, rounds     int
	seconds, links        float64
}

// those returns the plays that are of a kind.
func those(plays []play, of func(play) bool) []play {
	return slices.DeleteFunc(slices.Clone(plays), func(p play) bool { return !of(p) })
}

func countOf(plays []play) count {
	c := count{outcomes: map[judge.Outcome]int{}}
	for _, p := range plays {
		c.suites++
		c.seconds += p.Seconds
		c.links += p.Links
		failed := false
		for _, f := range p.Fates {
			c.fates++
			c.outcomes[f.Outcome]++
			c.rounds += f.Rounds
			failed = failed || f.Outcome == judge.Regression
			if f.Stage == round.Confirm {
				c.confirmed++
			}
		}
		if failed {
			c.failed++
		}
	}
	return c
}

// linking is the time of links a benchmark. Earlier runs did not note it.
func (c count) linking() string {
	if c.links == 0 {
		return none
	}
	return seconds(c.links / float64(c.fates))
}

// became is which part was found, stayed undecided and passed.
func (c count) became() (found, undecided, passed float64) {
	return c.share(judge.Regression), c.share(judge.Inconclusive), c.share(judge.Pass, judge.Improvement)
}

// share is a part of all fates.
func (c count) share(outcomes ...judge.Outcome) float64 {
	n := 0
	for _, o := range outcomes {
		n += c.outcomes[o]
	}
	return float64(n) / float64(c.fates)
}
