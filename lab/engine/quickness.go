package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// The methods of the experiment.
const (
	methodGoTest = "go test"
	methodExec   = "exec"
	methodTurns  = "turns"
)

// quickness compares what three methods cost and how wrong they are on
// identical code.
func quickness(f *flags) func(context.Context, *lab) (report, error) {
	reps := f.Int("reps", 8, "estimates a benchmark by the turns engine")
	execReps := f.Int("exec-reps", 3, "the same by the exec engine")
	plainReps := f.Int("plain-reps", 2, "the same by go test, which take the longest")
	execTime := f.Duration("exec-time", 3*time.Second, "wall time of an estimate by the exec engine")
	count := f.Int("count", 10, "go test's -count")
	benchtime := f.Duration("benchtime", time.Second, "go test's -benchtime")
	return func(ctx context.Context, l *lab) (report, error) {
		if err := errors.Join(atLeast("reps", *reps, 1), atLeast("exec-reps", *execReps, 1),
			atLeast("plain-reps", *plainReps, 1), atLeast("count", *count, 1)); err != nil {
			return report{}, err
		}
		subjects, _, err := l.mixed(ctx, true)
		if err != nil {
			return report{}, err
		}
		// What go test needs beside the benchtime: it tries out how many iterations fit.
		plain := 1.2 * 2 * float64(*count) * benchtime.Seconds()
		trials, err := l.carryOut(ctx, schedule(l.coins, subjects, []method{
			{methodGoTest, *plainReps, plain, byGoTest(*count, *benchtime)},
			{methodExec, *execReps, execTime.Seconds(), byExec(*execTime)},
			{methodTurns, *reps, l.wall.Seconds(), func(ctx context.Context, l *lab, s subject) (trial, error) {
				return byTurns(ctx, l, s.same(), l.wall)
			}},
		}))
		if err != nil {
			return report{}, err
		}
		tables := []table{quicknessOver(trials), quicknessEach(trials)}
		return report{tables: withFailures(tables, trials), trials: trials}, nil
	}
}

// quicknessOver is the table over the set.
func quicknessOver(trials []trial) table {
	t := table{title: "Identical code, over the set", head: []string{"method", "benchmarks", "estimates",
		"wall time an estimate", "RMS error", "median of the benchmarks' RMS", "p90", "worst", "of", "median size of the change", "largest"}}
	all := map[string]summary{}
	for _, m := range []string{methodGoTest, methodExec, methodTurns} {
		s := summarize(of(trials, m))
		all[m] = s
		t.add(m, fmt.Sprint(s.benchmarks), fmt.Sprint(s.trials), seconds(s.seconds), percent(s.rms),
			percent(s.median), percent(s.p90), percent(s.worst), s.worstOf, percent(s.typical), percent(s.most))
	}
	c, a := all[methodTurns], all[methodGoTest]
	t.after = fmt.Sprintf("turns over go test: wall time %s, RMS error %s, median of the benchmarks' RMS %s.",
		ratio(c.seconds/a.seconds), ratio(c.rms/a.rms), ratio(c.median/a.median))
	return t
}

// quicknessEach is the table by benchmark.
func quicknessEach(trials []trial) table {
	t := table{title: "Identical code, by benchmark", head: []string{"benchmark"}}
	methods := []string{methodGoTest, methodExec, methodTurns}
	for _, m := range methods {
		t.head = append(t.head, m+": wall time", "RMS", "median size", "largest")
	}
	for _, name := range benchmarks(trials) {
		row := []string{name}
		for _, m := range methods {
			s := summarize(groupsOf(find(of(trials, m), name)))
			row = append(row, seconds(s.seconds), percent(s.rms), percent(s.typical), percent(s.most))
		}
		t.add(row...)
	}
	return t
}

// groupsOf is the set of one group, or of none if it is empty.
func groupsOf(g group) []group {
	if len(g.changes) == 0 {
		return nil
	}
	return []group{g}
}
