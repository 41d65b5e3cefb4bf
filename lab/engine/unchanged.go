package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
)

// unchanged sends suites through the gate whose head costs what base does: the
// same source, and edits that change nothing (A/A and A/A').
func unchanged(f *flags) func(context.Context, *lab) (report, error) {
	suites := f.Int("suites", 200, "suites, shared by the same source and all edits")
	only := f.String("edits", "", "edits that this expression matches")
	from := fromFlag(f)
	return func(ctx context.Context, l *lab) (report, error) {
		if *from != "" {
			plays, earlier, err := l.pool(*from, "unchanged")
			return report{tables: unchangedTables(plays), earlier: earlier}, err
		}
		re, err := matching("edits", *only)
		if err := errors.Join(err, atLeast("suites", *suites, 1)); err != nil {
			return report{}, err
		}
		subjects, k, err := l.mixed(ctx, false)
		if err != nil {
			return report{}, err
		}
		heads := []versus{{head: methodSame, targets: targetsOf(subjects, subject.same)}}
		for i, e := range edits {
			if !re.MatchString(e.name) {
				continue
			}
			v, err := l.versusEdit(ctx, k, subjects, i, e)
			if err != nil {
				return report{}, err
			}
			heads = append(heads, v)
		}
		plays, err := l.playAll(ctx, heads, *suites, len(subjects), 0)
		if err != nil {
			return report{}, err
		}
		return report{tables: unchangedTables(plays), trials: plays}, nil
	}
}

// A versus is a suite whose head is something.
type versus struct {
	head    string
	targets []measure.Target
	planted float64 // the slowdown of head, 0 for none
}

func targetsOf(subjects []subject, of func(subject) measure.Target) []measure.Target {
	var all []measure.Target
	for _, s := range subjects {
		all = append(all, of(s))
	}
	return all
}

// versusEdit builds a copy of the mixed set with one edit.
func (l *lab) versusEdit(ctx context.Context, k kit, subjects []subject, i int, e edit) (versus, error) {
	l.say("building %s", e.name)
	dir, err := l.room(filepath.Join("edits", fmt.Sprint(i)))
	if err == nil {
		err = edited(k.pkg.Dir, dir, editedFile, e)
	}
	if err != nil {
		return versus{}, err
	}
	ek, err := l.kitIn(ctx, dir)
	if err != nil {
		return versus{}, err
	}
	// As long as the name of base's binary: a path lies on the stack of its process.
	head, err := ek.build(ctx, fmt.Sprintf("edit%02d", i), true, "")
	targets := targetsOf(subjects, func(s subject) measure.Target { return s.target(s.hooked, head) })
	return versus{head: prefixEdit + e.name, targets: targets}, err
}

// playAll sends suites through the gate, one head after the other, and after each it
// weighs what was planted for so long, if at all.
func (l *lab) playAll(ctx context.Context, heads []versus, suites, benchmarks int, weighing time.Duration) ([]play, error) {
	each := 1500*time.Millisecond + weighing // a benchmark
	p := l.start(suites, time.Duration(suites*benchmarks)*each)
	var plays []play
	for i := range suites {
		v := heads[i%len(heads)]
		one, err := l.throughGate(ctx, v.head, v.targets)
		if err != nil {
			return nil, err
		}
		one.Suite, one.Planted = i, v.planted
		if weighing > 0 {
			if one.Weighed, err = l.weigh(ctx, v.targets[0], weighing); err != nil {
				return nil, fmt.Errorf("weigh %s: %w", v.head, err)
			}
		}
		plays = append(plays, one)
		c := countOf(plays[i:])
		p.done(i+1, time.Duration((i+1)*benchmarks)*each, fmt.Sprintf("%s: %d regressions, %d undecided in %.0f s",
			v.head, c.outcomes[judge.Regression], c.outcomes[judge.Inconclusive], one.Seconds))
	}
	return plays, nil
}

func unchangedTables(plays []play) []table { return []table{unchangedTable(plays), falseAlarms(plays)} }

func unchangedTable(plays []play) table {
	t := table{title: "Suites whose head costs what base does", head: []string{"head", "suites", "failed", "regression",
		"undecided", "pass", "improvement", "confirmed a suite", "rounds a benchmark", "time a benchmark", "of it links"}}
	row := func(name string, of func(play) bool) {
		c := countOf(those(plays, of))
		if c.suites == 0 {
			return
		}
		n := float64(c.fates)
		t.add(name, fmt.Sprint(c.suites), fmt.Sprint(c.failed), percent(c.share(judge.Regression)), percent(c.share(judge.Inconclusive)),
			percent(c.share(judge.Pass)), percent(c.share(judge.Improvement)),
			number("%.2f", float64(c.confirmed)/float64(c.suites)), number("%.1f", float64(c.rounds)/n), seconds(c.seconds/n), c.linking())
	}
	var heads []string
	for _, p := range plays {
		if !slices.Contains(heads, p.Head) {
			heads = append(heads, p.Head)
		}
	}
	for _, head := range heads {
		row(head, func(p play) bool { return p.Head == head })
	}
	row("all", func(play) bool { return true })
	return t
}

// falseAlarms lists what did not pass.
func falseAlarms(plays []play) table {
	t := table{title: "What did not pass", head: []string{"benchmark", "head", "suite", "outcome", "reason"}}
	for _, p := range plays {
		for _, f := range p.Fates {
			if f.Outcome != judge.Pass {
				t.add(f.Benchmark, p.Head, fmt.Sprint(p.Suite), string(f.Outcome), f.Reason)
			}
		}
	}
	return t
}
