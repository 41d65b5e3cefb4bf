package turns

import (
	"errors"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
	"github.com/benchgate/benchgate/internal/round"
)

// measured takes the turns of a round at the benchmark where both sides wait. A plan
// that noise has spoilt is made anew, once.
func (e *Engine) measured(s *session) ([]Pair, plan, error) {
	pairs, p, err := e.planned(s)
	if err == nil && hidden(p, pairs) {
		delete(e.plans, s.target.Benchmark)
		pairs, p, err = e.planned(s)
	}
	return pairs, p, err
}

func (e *Engine) planned(s *session) ([]Pair, plan, error) {
	p, err := e.plan(s)
	if err != nil {
		return nil, p, err
	}
	pairs, err := e.take(s, p)
	return pairs, p, err
}

// errDisturbed means that the first iterations may be the measurement, and ran at
// the same time.
var errDisturbed = errors.New("the first iterations disturbed each other")

// plan returns the target's plan, made in its first round.
func (e *Engine) plan(s *session) (plan, error) {
	if p, ok := e.plans[s.target.Benchmark]; ok {
		return p, nil
	}
	if s.atOnce && slices.ContainsFunc(s.processes[:], func(p *process) bool { return once(p.first) }) {
		return plan{}, errDisturbed
	}
	var costs [2]cost
	leaf := s.processes[0].leaf
	// The side that a coin put first is first here, too: what calibrating does to
	// a process or to the machine must not always do it to the same side.
	for _, side := range []round.Side{s.first, s.first.Other()} {
		var err error
		i, p := index(side), s.process(side)
		if costs[i], err = calibrate(e.settings(), p, p.first); err != nil {
			return plan{}, s.alone(side, err, e.calibrateAlone(s, leaf, err))
		}
	}
	p := newPlan(e.settings(), costs)
	put(&e.plans, s.target.Benchmark, p)
	if p.growth.longN > 0 {
		e.warn(s.target, "%v; turns of that length are measured, and go test's longer runs may differ", p.growth)
	}
	if p.rare != (rarity{}) {
		e.warn(s.target, "%v", p.rare)
	}
	return p, nil
}

// maxPairs bounds the pairs of a round.
const maxPairs = 4096

// take takes pairs of turns for the length of a round.
func (e *Engine) take(s *session, p plan) ([]Pair, error) {
	if p.once {
		pair, err := s.single()
		return []Pair{pair}, err
	}
	length := time.Duration(e.settings().length)
	if p.wall < float64(length)/2 {
		// The first turn of all warms the process up; a long one must do that alone.
		if _, err := s.pair(p, wire.VerbTurn, e.coin()); err != nil {
			return nil, err
		}
	}
	for _, p := range s.processes {
		p.idle = waiting{}
	}
	var pairs []Pair
	shorts := 0
	for from := time.Now(); len(pairs) == 0 || time.Since(from) < length && len(pairs) < maxPairs; {
		now, verb, long := p.next(shorts, len(pairs)-shorts, float64(time.Since(from))/float64(length))
		switch {
		case long && !p.long.collects:
			s.unpin()
		case long && len(pairs) == shorts:
			// Where in its cycle GC stands is left to chance, or the same side
			// might have the one more GC cycle in every round.
			now.warm = min(now.warm+int64(e.random().Float64()*float64(now.n)), wire.MaxIterations)
		}
		pair, err := s.pair(now, verb, e.coin())
		if err != nil {
			return nil, err
		}
		if pair.Long = long; !long {
			shorts++
		}
		pairs = append(pairs, pair)
	}
	return pairs, nil
}

// pair takes one turn of each side.
func (s *session) pair(p plan, verb string, headFirst bool) (Pair, error) {
	var reports [2]wire.Report
	order := [2]int{0, 1}
	if headFirst {
		order = [2]int{1, 0}
	}
	for _, i := range order {
		var err error
		if reports[i], err = s.processes[i].run(verb, p.warm, p.n); err != nil {
			return Pair{}, s.blame(s.processes[i], err)
		}
	}
	return Pair{Base: reports[0], Head: reports[1], HeadFirst: headFirst, Blind: verb == wire.VerbTime}, nil
}

// single returns the one iteration with which each process started, or has it
// run where it waits before its first.
func (s *session) single() (Pair, error) {
	var reports [2]wire.Report
	for i, p := range s.processes {
		reports[i] = p.first.Report
		if p.first.Kind == wire.KindLoop {
			var err error
			if reports[i], err = p.run(wire.VerbTurn, 0, 1); err != nil {
				return Pair{}, s.blame(p, err)
			}
		}
	}
	return Pair{Base: reports[0], Head: reports[1]}, nil
}

// looped tells whether a process waits in the loop of a b.Loop benchmark.
func looped(p *process) bool { return p.first.Kind == wire.KindLoop }

// warnIdle says when a side burnt CPU time under the other's turns.
func (e *Engine) warnIdle(s *session, plan plan) {
	allowed := burning
	if plan.long.collects {
		allowed = burningCollected
	}
	for _, p := range s.processes {
		if burnt := p.idle.share(); burnt > allowed {
			e.warn(s.target, "while %s waited for its turns its process used %.0f %% of a CPU: "+
				"background work of its own disturbs the other side", p.side, 100*burnt)
		}
	}
}
