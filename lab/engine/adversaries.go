package main

import (
	"context"
	"errors"
	"slices"
	"time"
)

// An adversary is a machine or a benchmark that is ill-disposed.
type adversary struct {
	name string
	// benchmarks are those of the adverse module that it is tried on.
	benchmarks []string
	hog        string // the kind that burns meanwhile; empty without
	steps      bool   // the benchmark becomes slower at a moment of every trial
	// rare is set where head can also be slower in few iterations only. On
	// identical code both sides then are as head is.
	rare bool
}

// victims are benchmarks that do no harm themselves.
var victims = []string{"Compute", "Chase"}

var adversaries = []adversary{
	{name: "hog in bursts", benchmarks: victims, hog: hogBursts},
	{name: "hog with the period of a pair", benchmarks: victims, hog: hogPeriod},
	{name: "hog at one position of the pair", benchmarks: []string{"Told"}, hog: hogTold},
	{name: "a step in speed", benchmarks: []string{"Step"}, steps: true},
	{name: "speed up and down", benchmarks: []string{"Wave"}},
	{name: "speed drawn by every process", benchmarks: []string{"Seeded"}},
	{name: "a tree in the order of a map", benchmarks: []string{"Tree"}},
	{name: "sync.Pool", benchmarks: []string{"Pool"}},
	{name: "periodic flushes", benchmarks: []string{"Flush"}, rare: true},
	{name: "a large heap", benchmarks: []string{"LargeHeap"}, rare: true},
	{name: "a huge heap", benchmarks: []string{"HugeHeap"}, rare: true},
}

// What head is.
const (
	headSame = "identical code"
	headRare = "slower on the mean only"
)

// wantedSlowdown is what is planted.
const wantedSlowdown = 0.10

// A contest is an adversary against one kind of head.
type contest struct {
	adversary
	head     string
	reps     int
	seconds  float64 // expected of a trial
	subjects []subject
}

// What one benchmark is expected to take: without suspects, and with a
// confirmation, which links anew in every round.
const (
	screenSeconds, confirmSeconds = 1.6, 7.0
)

// against tries ill-disposed machines and benchmarks on the gate: identical code
// must not regress, and a slowdown must not pass.
func against(f *flags) func(context.Context, *lab) (report, error) {
	trials := f.Int("trials", 20, "trials of every adversary on identical code")
	slower := f.Int("planted", 6, "trials of every adversary with a slowdown of head")
	only := f.String("adversaries", "", "adversaries that this expression matches")
	careful := f.Duration("careful", 4*time.Second, "wall time for measuring what was planted")
	return func(ctx context.Context, l *lab) (report, error) {
		re, err := matching("adversaries", *only)
		if err := errors.Join(err, atLeast("trials", *trials, 0), atLeast("planted", *slower, 0), atLeast("trials and --planted", *trials+*slower, 1)); err != nil {
			return report{}, err
		}
		some := slices.DeleteFunc(slices.Clone(adversaries), func(a adversary) bool { return !re.MatchString(a.name) })
		ar, err := l.arena(ctx, some, *slower > 0, *careful)
		if err != nil {
			return report{}, err
		}
		contests := contestsOf(some, ar.subjects, *trials, *slower)
		if len(contests) == 0 {
			return report{}, wrong("--adversaries %q and --only %q leave nothing", *only, l.only)
		}
		plays, err := ar.playAll(ctx, contests)
		if err != nil {
			return report{}, err
		}
		tables := []table{againstTable(plays, contests), broken(plays)}
		if *slower > 0 {
			tables = append(tables, ar.reached())
		}
		return report{tables: tables, trials: plays}, nil
	}
}

// contestsOf lists what is tried, as far as --only selected the benchmarks.
func contestsOf(some []adversary, subjects []subject, trials, slower int) []contest {
	var all []contest
	add := func(a adversary, head string, reps int, seconds float64) {
		var its []subject
		for _, s := range subjects {
			if slices.Contains(a.benchmarks, s.run) {
				its = append(its, s)
			}
		}
		if reps > 0 && len(its) > 0 {
			all = append(all, contest{a, head, reps, seconds * float64(len(its)), its})
		}
	}
	for _, a := range some {
		add(a, headSame, trials, screenSeconds)
		add(a, slowdown(wantedSlowdown), slower, confirmSeconds)
		if a.rare {
			add(a, headRare, slower, confirmSeconds)
		}
	}
	return all
}
