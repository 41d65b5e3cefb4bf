package turns

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
	"github.com/benchgate/benchgate/internal/round"
)

// A tour is a round of a party: both sides' processes go through the benchmarks of
// one function, as go test does, and wait for each other at those that are to be
// measured.
type tour struct {
	*session
	e      *Engine
	party  party
	layout uint64
	of     map[string]int // the visits by what package testing calls them
	out    []measure.Outcome
	stands []stand
	heeded [2]int // mishaps of each process that were seen to
	// stopped is what ended the tour before its time; nil where nothing did.
	stopped *trouble
}

// A stand is what became of a visit so far.
type stand int

const (
	todo   stand = iota
	missed       // one side has gone past it without the other
	done         // measured, or failed
)

// tour takes both sides through all that there is, at once or one after the other.
// The error is a clash, or of no visit in particular. A visit that is not done
// afterwards was not met.
func (e *Engine) tour(ctx context.Context, p party, layout uint64, atOnce bool) (*tour, error) {
	t := &tour{e: e, party: p, layout: layout, of: map[string]int{},
		out: make([]measure.Outcome, len(p.visits)), stands: make([]stand, len(p.visits))}
	for i, v := range p.visits {
		t.of["Benchmark"+v.Run] = i
	}
	s, err := e.open(ctx, p, atOnce, t.wanted)
	if err != nil {
		return t, err
	}
	t.session = s
	err = s.explain(t.run())
	if left := s.close(); left != nil {
		return t, errors.Join(err, left)
	}
	return t, err
}

// wanted tells whether a benchmark is still to be measured.
func (t *tour) wanted(name string) bool {
	i, ok := t.of[name]
	return ok && t.stands[i] == todo
}

// run goes through the function once.
func (t *tour) run() error {
	err := t.advance()
	for {
		if err == nil {
			err = t.heed()
		}
		if err != nil {
			return t.end(err)
		}
		base, head := t.processes[0], t.processes[1]
		switch {
		case base.over && head.over:
			return nil
		case base.leaf == head.leaf && t.wanted(base.leaf):
			err = t.visit(t.of[base.leaf])
		default:
			err = t.pass(t.behind())
		}
	}
}

// behind returns the side that goes on alone, and notes what it goes past.
func (t *tour) behind() *process {
	base, head := t.processes[0], t.processes[1]
	next := base
	switch {
	case t.lost(base, head):
	case t.lost(head, base):
		next = head
	case t.e.common[t.party.function()][base.leaf] && !t.e.common[t.party.function()][head.leaf]:
		next = head
	}
	if i, ok := t.of[next.leaf]; ok && t.stands[i] == todo {
		t.stands[i] = missed
	}
	return next
}

// lost tells whether the other side will not come to where a process stands, if it
// stands anywhere.
func (t *tour) lost(p, other *process) bool {
	if p.leaf == "" {
		return !p.over
	}
	return !t.wanted(p.leaf) || other.over || slices.Contains(other.seen, p.leaf)
}

// visit measures the benchmark at which both sides wait, and has them go on.
func (t *tour) visit(i int) error {
	v, from := t.party.visits[i], time.Now()
	if v.Fits != nil && !v.Fits() {
		t.out[i].Err, t.stands[i] = measure.ErrNoTime, done
		return nil
	}
	t.target, t.first = v.Target, v.First
	if err := t.pin(t.e.random().IntN); err != nil {
		return err
	}
	pairs, p, err := t.e.measured(t.session)
	t.out[i].Took = time.Since(from)
	if tr := (*trouble)(nil); errors.As(err, &tr) && tr.goesOn() {
		tr.at = "Benchmark" + v.Run // where nothing else runs
		if !t.broken {
			t.accuse(tr)
			return nil
		}
	}
	if err != nil {
		return err
	}
	loops := [2]bool{looped(t.processes[0]), looped(t.processes[1])}
	err = t.advance()
	if finals, ok := t.finals(loops); ok && !t.failed("Benchmark"+v.Run) {
		t.e.warnIdle(t.session, p)
		t.e.warnAging(v.Target, p, pairs)
		t.keep(i, p, pairs, finals)
	}
	return err
}

// keep makes a visit's pairs its round.
func (t *tour) keep(i int, p plan, pairs []Pair, finals [2]*wire.Report) {
	v, out := t.party.visits[i], &t.out[i]
	out.Round = round.Round{Benchmark: v.Benchmark, Engine: t.e.Name(), Layout: t.layout, First: v.First, N: p.n}
	var err error
	if out.Round.Base, out.Round.Head, err = values(p, pairs, finals); err != nil {
		out.Err = &UnfitError{Target: v.Target, Reason: err.Error()}
	}
	t.stands[i] = done
}

// finals returns what those sides reported after their loops that have loops, and
// whether they did.
func (t *tour) finals(loops [2]bool) (finals [2]*wire.Report, ok bool) {
	for i, p := range t.processes {
		if p == nil || loops[i] && p.final == nil {
			return finals, false
		}
		finals[i] = p.final
	}
	return finals, true
}

// failed tells whether a benchmark failed or skipped on a side.
func (t *tour) failed(name string) bool {
	return slices.ContainsFunc(t.processes[:], func(p *process) bool { return p.mishap(name) != errEnded })
}

// heed sees to the benchmarks that failed or skipped while their processes went on.
func (t *tour) heed() error {
	for _, side := range []round.Side{t.party.visits[0].First, t.party.visits[0].First.Other()} {
		p := t.process(side)
		for k := t.heeded[index(side)]; k < len(p.mishaps); k++ {
			m := p.mishaps[k]
			if m.Kind == gotest.Fail && slices.ContainsFunc(p.mishaps[:k], func(x mishap) bool { return x.Kind == gotest.Fail && within(x.name, m.name) }) {
				continue // go test says so of all that a benchmark is in
			}
			tr := &trouble{side, m.name, m.Failure}
			if m.Kind == gotest.Skip {
				t.skippedByBoth(tr)
			}
			if t.atOnce && len(t.concerned(tr)) > 0 {
				return clash{tr}
			}
			t.accuse(tr)
		}
		t.heeded[index(side)] = len(p.mishaps)
	}
	return nil
}

// skippedByBoth takes the blame for skipping from the other side, where that has
// it.
func (t *tour) skippedByBoth(tr *trouble) {
	for i, v := range t.party.visits {
		var its *measure.TargetError
		if within("Benchmark"+v.Run, tr.at) && errors.As(t.out[i].Err, &its) && its.Failure.Kind == gotest.Skip && its.Side != tr.side {
			its.Side = ""
		}
	}
}

// end tells what an error means for the visits, and returns it where it means
// nothing for any in particular.
func (t *tour) end(err error) error {
	var c clash
	if errors.As(err, &c) {
		t.leave()
		return c
	}
	if errors.As(err, &t.stopped) {
		t.accuse(t.stopped)
		t.leave()
		return nil
	}
	return err
}

// leave ends what waits for orders in its own way, which gives back what it holds.
func (t *tour) leave() {
	for _, p := range t.processes {
		if p != nil && p.leaf != "" {
			p.leave()
		}
	}
}

// concerned lists the visits that a trouble is about: the benchmark itself, or all
// below it. Having been skipped is no matter to those that were measured before.
func (t *tour) concerned(tr *trouble) (hit []int) {
	if i, ok := t.of[tr.at]; ok {
		if t.stands[i] != done {
			hit = append(hit, i)
		}
		return hit
	}
	var f *gotest.Failure
	skip := errors.As(tr.err, &f) && f.Kind == gotest.Skip
	for i, v := range t.party.visits {
		alone := !t.party.shared && tr == t.stopped
		if (within("Benchmark"+v.Run, tr.at) || alone) && t.out[i].Err == nil && !(skip && t.stands[i] == done) {
			hit = append(hit, i)
		}
	}
	return hit
}

// accuse gives the visits that a trouble is about its error.
func (t *tour) accuse(tr *trouble) {
	for _, i := range t.concerned(tr) {
		target := t.party.visits[i].Target
		var f *gotest.Failure
		if errors.As(tr.err, &f) {
			its := *f
			its.Benchmark = target.Run
			t.out[i].Err = &measure.TargetError{Target: target, Side: tr.side, Failure: &its}
		} else {
			t.out[i].Err = &UnfitError{Target: target, Reason: tr.err.Error()}
		}
		t.stands[i] = done
	}
}

// unmet tells why a visit that had processes of its own was not met in them.
func (t *tour) unmet(i int) error {
	v := t.party.visits[i]
	for _, p := range t.processes {
		below := func(name string) bool { return within(name, "Benchmark"+v.Run) && name != "Benchmark"+v.Run }
		if slices.ContainsFunc(p.entered, below) {
			return &UnfitError{Target: v.Target, Reason: "it has sub-benchmarks"}
		}
	}
	return &UnfitError{Target: v.Target, Reason: string(errEnded)}
}
