package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
)

// methodSame is base against itself; the methods of layouts and edits are named
// by prefix and what was changed.
const (
	methodSame   = "the same binary"
	prefixLayout = "layout "
	prefixEdit   = "edit: "
)

// editedFile is the file of the mixed set that edits change.
const editedFile = "mixed.go"

// layouts measures how far another layout of the same code, and edits that
// change nothing, move a benchmark.
func layouts(f *flags) func(context.Context, *lab) (report, error) {
	count := f.Int("layouts", 4, "random layouts")
	same := f.Int("same", 3, "estimates a benchmark of the default layout against itself")
	reps := f.Int("reps", 1, "estimates a benchmark for every layout and edit")
	only := f.String("edits", "", "edits that this expression matches")
	return func(ctx context.Context, l *lab) (report, error) {
		re, err := matching("edits", *only)
		if err := errors.Join(err, atLeast("layouts", *count, 1), atLeast("same", *same, 1), atLeast("reps", *reps, 1)); err != nil {
			return report{}, err
		}
		subjects, k, err := l.mixed(ctx, false)
		if err != nil {
			return report{}, err
		}
		b := variantBuilds{kit: k, reps: *reps}
		b.methods = []method{b.against(methodSame, subjects[0].hooked, *same)}
		if err := b.layouts(ctx, *count); err != nil {
			return report{}, err
		}
		if err := b.edits(ctx, re); err != nil {
			return report{}, err
		}
		trials, err := l.carryOut(ctx, schedule(l.coins, subjects, b.methods))
		if err != nil {
			return report{}, err
		}
		tables := []table{layoutsEach(trials, b.methods), b.costs(trials)}
		return report{tables: withFailures(tables, trials), trials: trials}, nil
	}
}

// variantBuilds are binaries of other layouts and of edited source, as methods
// that measure them against the default.
type variantBuilds struct {
	kit
	reps    int
	methods []method
	// seconds is how long each build took, by method. All compiled packages but
	// the edited one come from the build cache, so that linking is most of it.
	seconds map[string]float64
}

// against is the method that measures a binary against the default one.
func (b *variantBuilds) against(name string, head *gotest.Binary, reps int) method {
	return method{name, reps, b.l.wall.Seconds(), func(ctx context.Context, l *lab, s subject) (trial, error) {
		return byTurns(ctx, l, s.target(s.hooked, head), l.wall)
	}}
}

// add builds a binary and makes a method of it.
func (b *variantBuilds) add(ctx context.Context, name string, k kit, ldflags string) error {
	b.l.say("building %s", name)
	from := time.Now()
	// Names of equal length: a path lies on the stack of its process.
	head, err := k.build(ctx, fmt.Sprintf("var%03d", len(b.methods)), true, ldflags)
	if err != nil {
		return err
	}
	if b.seconds == nil {
		b.seconds = map[string]float64{}
	}
	b.seconds[name] = time.Since(from).Seconds()
	b.methods = append(b.methods, b.against(name, head, b.reps))
	return nil
}

// layouts builds the same source with random orders of functions.
func (b *variantBuilds) layouts(ctx context.Context, count int) error {
	for i := range count {
		seed := b.l.coins.Uint32()
		if err := b.add(ctx, fmt.Sprint(prefixLayout, i+1), b.kit, fmt.Sprintf("-randlayout=%d", max(seed, 1))); err != nil {
			return err
		}
	}
	return nil
}

// edits builds copies of the source with one edit each.
func (b *variantBuilds) edits(ctx context.Context, re *regexp.Regexp) error {
	for i, e := range edits {
		if !re.MatchString(e.name) {
			continue
		}
		dir, err := b.l.room(filepath.Join("edits", fmt.Sprint(i)))
		if err != nil {
			return err
		}
		if err := edited(b.pkg.Dir, dir, editedFile, e); err != nil {
			return err
		}
		k, err := b.l.kitIn(ctx, dir)
		if err != nil {
			return err
		}
		if err := b.add(ctx, prefixEdit+e.name, k, ""); err != nil {
			return err
		}
	}
	return nil
}
