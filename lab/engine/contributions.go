package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
)

// contributions measures what each default of the turns engine is good for, on
// identical code.
func contributions(f *flags) func(context.Context, *lab) (report, error) {
	reps := f.Int("reps", 3, "estimates a benchmark and variant")
	only := f.String("variants", "", "variants that this expression matches; the defaults always run")
	return func(ctx context.Context, l *lab) (report, error) {
		re, err := matching("variants", *only)
		if err := errors.Join(err, atLeast("reps", *reps, 1)); err != nil {
			return report{}, err
		}
		subjects, _, err := l.mixed(ctx, false)
		if err != nil {
			return report{}, err
		}
		methods, err := variantMethods(ctx, l, re, *reps)
		if err != nil {
			return report{}, err
		}
		trials, err := l.carryOut(ctx, schedule(l.coins, subjects, methods))
		if err != nil {
			return report{}, err
		}
		tables := []table{contributionsOver(trials, methods), contributionsEach(trials)}
		return report{tables: withFailures(tables, trials), trials: trials}, nil
	}
}

func variantMethods(ctx context.Context, l *lab, re *regexp.Regexp, reps int) ([]method, error) {
	var all []method
	for i, v := range variants {
		if v.name != variantDefaults && !re.MatchString(v.name) {
			continue
		}
		l.say("building the engine, %s", v.name)
		p, err := v.build(ctx, l, fmt.Sprintf("variant%02d", i))
		if err != nil {
			return nil, err
		}
		all = append(all, method{v.name, reps, l.wall.Seconds(), p.try})
	}
	return all, nil
}

// try estimates with a variant. Without fresh copies each side still has a
// file of its own, since two builds give two files; it is new for each
// estimate, since each run of the gate builds anew.
func (p program) try(ctx context.Context, l *lab, s subject) (tr trial, err error) {
	base, err := l.fresh(s.hooked)
	if err != nil {
		return tr, err
	}
	defer func() { err = errors.Join(err, l.drop(base)) }()
	head, err := l.fresh(s.hooked)
	if err != nil {
		return tr, err
	}
	defer func() { err = errors.Join(err, l.drop(head)) }()
	return p.estimate(ctx, l, s.target(base, head), l.wall)
}

// contributionsOver is the table of the variants.
func contributionsOver(trials []trial, methods []method) table {
	t := table{title: "Identical code, by variant", head: []string{"variant", "estimates", "rounds (median)",
		"wall time", "median of the benchmarks' RMS", "p90", "worst", "of", "RMS of all"}}
	for _, m := range methods {
		s := summarize(of(trials, m.name))
		t.add(m.name, fmt.Sprint(s.trials), number("%.0f", s.samples), seconds(s.seconds),
			percent(s.median), percent(s.p90), percent(s.worst), s.worstOf, percent(s.rms))
	}
	return t
}

// contributionsEach shows what the placement of the processes does to the error
// of each benchmark, and to the value: a benchmark that really runs in parallel,
// or leaves work to the collector, is another benchmark on one CPU.
func contributionsEach(trials []trial) table {
	t := table{title: "Placement, by benchmark", head: []string{"benchmark", "RMS, loose", "RMS, settled", "RMS, pinned",
		"sec/op, loose", "settled / loose", "pinned / loose"}}
	loose, settled, pinned := of(trials, variantLoose), of(trials, variantDefaults), of(trials, variantPinned)
	for _, name := range benchmarks(trials) {
		l, s, p := find(loose, name), find(settled, name), find(pinned, name)
		value := median(l.values)
		t.add(name, percent(rms(l.changes)), percent(rms(s.changes)), percent(rms(p.changes)),
			perOp(value), ratio(median(s.values)/value), ratio(median(p.values)/value))
	}
	return t
}
