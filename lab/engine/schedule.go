package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"
)

// A task is one trial to be made.
type task struct {
	subject subject
	method  method
	rep     int
}

// schedule interleaves all trials: repetition by repetition, within one in
// random order. A method with fewer repetitions than another has them spread
// evenly.
func schedule(coins *rand.Rand, subjects []subject, methods []method) []task {
	most := 0
	for _, m := range methods {
		most = max(most, m.reps)
	}
	var all []task
	done := make([]int, len(methods))
	for rep := range most {
		from := len(all)
		for i, m := range methods {
			if (rep+1)*m.reps/most == rep*m.reps/most {
				continue
			}
			for _, s := range subjects {
				all = append(all, task{s, m, done[i]})
			}
			done[i]++
		}
		now := all[from:]
		coins.Shuffle(len(now), func(i, j int) { now[i], now[j] = now[j], now[i] })
	}
	return all
}

// expected returns about how long tasks take.
func expected(tasks []task) time.Duration {
	seconds := 0.0
	for _, t := range tasks {
		seconds += t.method.seconds
	}
	return time.Duration(seconds * float64(time.Second))
}

// carryOut makes the trials one after the other. A benchmark that cannot be
// measured by a method gives trials with an error.
func (l *lab) carryOut(ctx context.Context, tasks []task) ([]trial, error) {
	p := l.start(len(tasks), expected(tasks))
	var all []trial
	for i, t := range tasks {
		if err := context.Cause(ctx); err != nil {
			return all, err
		}
		tr, err := t.method.try(ctx, l, t.subject)
		if err != nil {
			if ctx.Err() != nil || !concerns(err) {
				return all, fmt.Errorf("%s by %s: %w", t.subject.Name, t.method.name, err)
			}
			tr = trial{Error: err.Error()}
		}
		tr.Benchmark, tr.Method, tr.Rep = t.subject.Benchmark, t.method.name, t.rep
		all = append(all, tr)
		p.done(i+1, expected(tasks[:i+1]), fmt.Sprintf("%s by %s: %s", t.subject.Name, t.method.name, tr.outcome()))
	}
	return all, nil
}

// outcome is a trial in a few words.
func (t trial) outcome() string {
	if t.Error != "" {
		return t.Error
	}
	return fmt.Sprintf("%s in %.1f s", signed(t.Change), t.Seconds)
}

// A progress says how far an experiment is.
type progress struct {
	l     *lab
	total int
	plan  time.Duration
	from  time.Time
}

// start says what is to come.
func (l *lab) start(total int, plan time.Duration) progress {
	l.say("%d trials, about %v", total, rough(plan))
	return progress{l, total, plan, time.Now()}
}

// done says that n trials are made, which were expected to take so long, and
// estimates the rest by how long they really took.
func (p progress) done(n int, planned time.Duration, what string) {
	left := float64(p.plan-planned) * float64(time.Since(p.from)) / float64(max(planned, 1))
	p.l.say("%d/%d  %s; about %v left", n, p.total, what, rough(time.Duration(left)))
}

// rough rounds a duration as far as an estimate deserves.
func rough(d time.Duration) time.Duration {
	if d > 10*time.Minute {
		return d.Round(time.Minute)
	}
	return d.Round(time.Second)
}
