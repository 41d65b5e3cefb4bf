package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
)

// usual are the benchmarks of the mixed set that practice takes: of each kind of
// cost one, none of them among the hardest to measure.
const usual = "^(Marshal|Unmarshal|Sort|SHA256|MapLookup|Append|Builder|Regexp|Gzip|Channel)$"

// practice holds the gate against what is usual today: both sides measured by go
// test, one after the other, and held against a rule.
func practice(f *flags) func(context.Context, *lab) (report, error) {
	f.only, f.Lookup("only").DefValue = usual, usual
	suites := f.Int("suites", 6, "suites of identical code, and as many with a slowdown, by every method")
	count := f.Int("count", 10, "go test's -count, where one process gives many results")
	short := f.Duration("benchtime", 100*time.Millisecond, "its -benchtime")
	long := f.Duration("single", time.Second, "go test's -benchtime where a side has one result")
	careful := f.Duration("careful", 3*time.Second, "wall time for measuring what was planted")
	return func(ctx context.Context, l *lab) (report, error) {
		if err := errors.Join(atLeast("suites", *suites, 1), atLeast("count", *count, 2)); err != nil {
			return report{}, err
		}
		m, err := l.match(ctx, *careful)
		if err != nil {
			return report{}, err
		}
		m.methods = []rival{
			{"go test many", goTestSeconds(*count, *short), m.byFiles(*count, *short, severalRules)},
			{"go test once", goTestSeconds(1, *long), m.byFiles(1, *long, singleRules)},
			{methodGate, screenSeconds, m.byGate},
		}
		findings, err := m.playAll(ctx, *suites)
		if err != nil {
			return report{}, err
		}
		return report{tables: []table{practiceTable(findings), practiceEach(findings), reached(m.plants)}, trials: findings}, nil
	}
}

// goTestSeconds is about what a benchmark takes on both sides: go test tries out
// how many iterations fit, and collects before each run.
func goTestSeconds(count int, benchtime time.Duration) float64 {
	return 2 * float64(count) * (1.6*benchtime.Seconds() + 0.05)
}

// A match is between methods on the same benchmarks.
type match struct {
	*plant
	plants  []planted
	plain   *gotest.Binary   // base without hooks
	heads   []*gotest.Binary // heads without hooks, by plant
	methods []rival
}

// A rival is a way to measure a suite and judge it by one or more rules.
type rival struct {
	name    string
	seconds float64 // expected for a benchmark
	play    func(ctx context.Context, slower bool) ([]finding, error)
}

// A finding is what one rule says of one benchmark.
type finding struct {
	Rule      string `json:"rule"`
	Suite     int    `json:"suite"`
	Head      string `json:"head"` // what head is
	Benchmark string `json:"benchmark"`
	Slower    bool   `json:"slower"` // the rule would fail the suite
	// Outcome is that of the gate; the other rules have none.
	Outcome judge.Outcome `json:"outcome,omitempty"`
	Change  float64       `json:"change"`
	Seconds float64       `json:"seconds"` // a benchmark of the suite
}

// match plants a slowdown in every benchmark, with hooks and without.
func (l *lab) match(ctx context.Context, careful time.Duration) (*match, error) {
	subjects, k, err := l.mixed(ctx, false)
	if err != nil {
		return nil, err
	}
	p, err := l.plant(ctx, k)
	if err != nil {
		return nil, err
	}
	m := &match{plant: p}
	if m.plants, err = p.all(ctx, subjects, []float64{wantedSlowdown}, careful); err != nil {
		return nil, err
	}
	if m.plain, err = p.link(ctx, false, "planted", "0"); err != nil {
		return nil, err
	}
	for _, pl := range m.plants {
		head, err := p.link(ctx, false, "planted", fmt.Sprint(pl.spins))
		if err != nil {
			return nil, err
		}
		m.heads = append(m.heads, head)
	}
	return m, nil
}

// A turnout is one suite by one method.
type turnout struct {
	rival
	slower bool
}

// playAll has every method play every suite, each on identical and on slower
// code; the methods and the heads of one suite in random order.
func (m *match) playAll(ctx context.Context, suites int) ([]finding, error) {
	var all []turnout
	each := 0.0
	for _, r := range m.methods {
		all = append(all, turnout{r, false}, turnout{r, true})
		each += 2 * r.seconds * float64(len(m.plants))
	}
	// The gate confirms what is slower.
	each += (confirmSeconds - screenSeconds) * float64(len(m.plants))
	progress := m.l.start(suites*len(all), time.Duration(float64(suites)*each*float64(time.Second)))
	var findings []finding
	for suite := range suites {
		m.l.coins.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for i, t := range all {
			some, err := m.turn(ctx, t)
			if err != nil {
				return nil, err
			}
			for k := range some {
				some[k].Suite = suite
			}
			findings = append(findings, some...)
			passed := (float64(suite) + float64(i+1)/float64(len(all))) * each
			progress.done(suite*len(all)+i+1, time.Duration(passed*float64(time.Second)), fmt.Sprintf("%s, %s: %s", t.name, some[0].Head, slowerOf(some)))
		}
	}
	return findings, nil
}

// turn plays one suite and notes what it took.
func (m *match) turn(ctx context.Context, t turnout) ([]finding, error) {
	head := headSame
	if t.slower {
		head = slowdown(wantedSlowdown)
	}
	from := time.Now()
	some, err := t.play(ctx, t.slower)
	if err != nil {
		return nil, fmt.Errorf("%s of %s: %w", t.name, head, err)
	}
	each := time.Since(from).Seconds() / float64(len(m.plants))
	for i := range some {
		some[i].Head, some[i].Seconds = head, each
	}
	return some, nil
}

// byGate sends the suite through the gate.
func (m *match) byGate(ctx context.Context, slower bool) ([]finding, error) {
	var targets []measure.Target
	for _, pl := range m.plants {
		base := *m.base // of its own, since a target that is linked anew is known by it
		head := &base
		if slower {
			head = pl.head
		}
		targets = append(targets, pl.subject.target(&base, head))
	}
	p, err := m.l.throughGate(ctx, methodGate, targets)
	if err != nil {
		return nil, err
	}
	var all []finding
	for _, f := range p.Fates {
		all = append(all, finding{Rule: methodGate, Benchmark: f.Benchmark, Slower: f.Outcome == judge.Regression, Outcome: f.Outcome, Change: f.Change})
	}
	return all, nil
}
