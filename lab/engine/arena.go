package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// The variables that the benchmarks of the adverse set read.
const (
	calmVariable = "ADVERSE_CALM"
	stepVariable = "ADVERSE_STEP"
	toldVariable = "ADVERSE_TOLD"
)

// An arena is where adversaries are tried: the adverse set with all its binaries.
type arena struct {
	*plant
	subjects []subject
	rare     *gotest.Binary // whose rare costs are larger
	slower   []planted
	rarer    []rarity
}

// arena builds what the adversaries need, with slowdowns if slower is set.
func (l *lab) arena(ctx context.Context, some []adversary, slower bool, careful time.Duration) (*arena, error) {
	all, k, err := l.set(ctx, "adverse", false)
	if err != nil {
		return nil, err
	}
	a := &arena{plant: &plant{kit: k, parts: 1}}
	a.env = []string{calmVariable + "=1"} // while something is planted
	rare := map[string]bool{}
	for _, s := range all {
		for _, x := range some {
			if slices.Contains(x.benchmarks, s.run) && !slices.ContainsFunc(a.subjects, func(o subject) bool { return o.run == s.run }) {
				a.subjects, rare[s.run] = append(a.subjects, s), x.rare
			}
		}
	}
	if a.base, err = a.head(ctx, 0); err != nil {
		return nil, err
	}
	if a.rare, err = a.link(ctx, true, "rarely", "more"); err != nil || !slower {
		return a, err
	}
	if a.slower, err = a.all(ctx, a.subjects, []float64{wantedSlowdown}, careful); err != nil {
		return nil, err
	}
	return a, a.weigh(ctx, rare, careful/4)
}

// under returns a copy of a binary that runs with more environment. Even the
// same binary becomes another one: a target that is linked anew is known by it.
func (a *arena) under(b *gotest.Binary, env []string) *gotest.Binary {
	c := *b
	c.Env = slices.Concat(a.l.goCmd.Env, env)
	return &c
}

// targets are the benchmarks of a contest.
func (a *arena) targets(c contest, env []string) []measure.Target {
	var all []measure.Target
	for _, s := range c.subjects {
		base, head := a.base, a.base
		switch {
		case c.head == headRare:
			head = a.rare
		case c.head != headSame:
			i := slices.IndexFunc(a.slower, func(p planted) bool { return p.subject.run == s.run })
			head = a.slower[i].head
		case c.rare:
			base, head = a.rare, a.rare
		}
		all = append(all, s.target(a.under(base, env), a.under(head, env)))
	}
	return all
}

// playAll makes the trials of all contests, one of each in every repetition as
// long as it has some, in random order.
func (a *arena) playAll(ctx context.Context, contests []contest) ([]play, error) {
	tasks := a.drawn(contests)
	total := 0.0
	for _, c := range tasks {
		total += c.seconds
	}
	progress := a.l.start(len(tasks), time.Duration(total*float64(time.Second)))
	var plays []play
	done := 0.0
	for i, c := range tasks {
		p, err := a.trial(ctx, c)
		if err != nil {
			return nil, err
		}
		p.Suite = i
		plays, done = append(plays, p), done+c.seconds
		progress.done(i+1, time.Duration(done*float64(time.Second)), fmt.Sprintf("%s, %s: %s in %.1f s", c.name, c.head, p.outcomes(), p.Seconds))
	}
	return plays, nil
}

// drawn is the order of the trials.
func (a *arena) drawn(contests []contest) []contest {
	var tasks []contest
	for rep, more := 0, true; more; rep++ {
		from := len(tasks)
		for _, c := range contests {
			if rep < c.reps {
				tasks = append(tasks, c)
			}
		}
		now := tasks[from:]
		a.l.coins.Shuffle(len(now), func(i, j int) { now[i], now[j] = now[j], now[i] })
		more = len(now) > 0
	}
	return tasks
}

// trial sends a suite through the gate while its adversary is at work.
func (a *arena) trial(ctx context.Context, c contest) (play, error) {
	var env []string
	if c.steps {
		// A trial screens for half a second, and longer if in doubt.
		at := time.Now().Add(time.Duration((0.1 + 0.5*a.l.coins.Float64()) * float64(time.Second)))
		env = append(env, stepVariable+"="+strconv.FormatInt(at.UnixNano(), 10))
	}
	stop, told, err := a.disturb(c)
	if err != nil {
		return play{}, err
	}
	p, err := a.l.throughGate(ctx, c.head, a.targets(c, append(env, told...)))
	if err != nil && ctx.Err() == nil && concerns(err) {
		// It is a result: the adversary keeps the gate from measuring.
		p, err = unmeasured(c, err), nil
	}
	p.Adversary = c.name
	share, failed := stop()
	p.Hog = share
	return p, errors.Join(err, failed)
}

// disturb sets the contest's hog loose. It returns what ends it, and the
// environment by which a benchmark tells it of its turns.
func (a *arena) disturb(c contest) (stop func() (float64, error), env []string, err error) {
	argument := fmt.Sprint(a.l.coins.Uint64())
	switch c.hog {
	case "":
		return func() (float64, error) { return 0, nil }, nil, nil
	case hogTold:
		dir, err := a.l.room("told")
		if err != nil {
			return nil, nil, err
		}
		a.l.copies++
		argument = filepath.Join(dir, fmt.Sprintf("pipe%06d", a.l.copies))
		if err := makePipe(argument); err != nil {
			return nil, nil, err
		}
		env = append(env, toldVariable+"="+argument)
	}
	h, err := startHog(c.hog, argument)
	if err != nil {
		return nil, nil, err
	}
	return h.stop, env, nil
}

// unmeasured is a play of which nothing came.
func unmeasured(c contest, err error) play {
	p := play{Head: c.head}
	for _, s := range c.subjects {
		p.Fates = append(p.Fates, fate{Benchmark: s.Name, Outcome: judge.Error, Stage: round.Screen, Reason: err.Error()})
	}
	return p
}
