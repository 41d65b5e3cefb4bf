package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// A plant slows benchmarks down by a known part: a copy of the mixed set whose
// loops call a function that spins for a number of steps, which the linker sets.
// Base spins for none, so that the two sides differ by nothing else.
type plant struct {
	kit
	parts int // of a step that head can spin for
	built int
	base  *gotest.Binary
}

// stepParts is in how many parts the copy of the mixed set divides a step, which takes
// about 2 ns: there are benchmarks of 5 ns.
const stepParts = 64

// loops are the heads of the benchmarks' loops.
var loops = regexp.MustCompile(`(?m)^(\t+for [^\n]*(?:b\.Loop\(\)|range b\.N|pb\.Next\(\))[^\n]*\{)$`)

// slowly is the file that is added. What is planted are parts of a step, which a loop
// owes until they make a whole one. It is a variable of text, since the linker sets no
// others.
var slowly = fmt.Sprintf(`package mixed

import "strconv"

var planted string

var plantedParts = func() int { n, _ := strconv.Atoi(planted); return n }()

//go:noinline
func slowly(owed *int) {
	*owed += plantedParts
	if *owed < %[1]d {
		return
	}
	if Spin(*owed / %[1]d) == 1 {
		panic("it cannot be")
	}
	*owed %%= %[1]d
}
`, stepParts)

// plant makes the copy and builds base.
func (l *lab) plant(ctx context.Context, k kit) (*plant, error) {
	dir, err := l.room("planted")
	if err != nil {
		return nil, err
	}
	if err := plantIn(k.pkg.Dir, dir); err != nil {
		return nil, fmt.Errorf("plant in a copy of the mixed set: %w", err)
	}
	pk, err := l.kitIn(ctx, dir)
	if err != nil {
		return nil, err
	}
	p := &plant{kit: pk, parts: stepParts}
	p.base, err = p.head(ctx, 0)
	return p, err
}

func plantIn(from, to string) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	found := 0
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		text, err := os.ReadFile(filepath.Join(from, e.Name()))
		if err != nil {
			return err
		}
		if strings.HasSuffix(e.Name(), "_test.go") {
			found += len(loops.FindAllIndex(text, -1))
			text = loops.ReplaceAll(text, []byte("owed := 0\n$1 slowly(&owed)"))
		}
		if err := os.WriteFile(filepath.Join(to, e.Name()), text, fs.FileMode(0o600)); err != nil {
			return err
		}
	}
	if found == 0 {
		return errors.New("no loop of a benchmark was found")
	}
	return os.WriteFile(filepath.Join(to, "slowly.go"), []byte(slowly), fs.FileMode(0o600))
}

// head builds a binary whose loops spin for so many parts of a step.
func (p *plant) head(ctx context.Context, parts int) (*gotest.Binary, error) {
	return p.link(ctx, true, "planted", fmt.Sprint(parts))
}

// link builds a binary with a variable set. All have paths of one length, since a
// path lies on the stack of its process.
func (p *plant) link(ctx context.Context, hooked bool, variable, value string) (*gotest.Binary, error) {
	p.built++
	return p.build(ctx, fmt.Sprintf("plant%04d", p.built), hooked, fmt.Sprintf("-X %s.%s=%s", p.pkg.ImportPath, variable, value))
}

// A planted is a slowdown that was planted in one benchmark.
type planted struct {
	subject subject
	head    *gotest.Binary
	spins   int // parts of a step, in every iteration of head
	// wanted is the slowdown that was asked for and real what it is, measured with
	// many rounds.
	wanted, real float64
}

// How a slowdown is planted: some rough trials, and then careful ones until what is
// reached is as close to what is wanted as a part of it, or as noisy benchmarks can
// be measured. A spell of the machine can lead a few trials astray, and more than so
// many are not worth their time.
const (
	roughTries, carefulTries = 3, 4
	closePart, closeEnough   = 0.25, 0.01
)

// slow plants a slowdown in one benchmark: it learns from trials for how
// long head has to spin. The result is of the careful trial that came closest.
func (p *plant) slow(ctx context.Context, s subject, wanted float64, careful time.Duration) (planted, error) {
	spins, result := p.firstGuess(ctx, s, wanted), planted{}
	var costs []float64
	for try := range roughTries + carefulTries {
		head, err := p.head(ctx, spins)
		if err != nil {
			return result, err
		}
		wall := careful
		if try < roughTries {
			wall = careful / 4
		}
		tr, err := byTurns(ctx, p.l, s.target(p.base, head), wall)
		if err != nil {
			return result, err
		}
		now := planted{subject: s, head: head, spins: spins, wanted: wanted, real: tr.Change}
		if try <= roughTries || now.missed() < result.missed() {
			result = now
		}
		if try >= roughTries && result.missed() <= max(closePart*wanted, closeEnough) {
			break
		}
		// What a spin costs, by the last trials, since a spell may spoil one.
		costs = append(costs, tr.Change/float64(spins))
		cost := median(costs[max(0, len(costs)-3):])
		spins = max(1, int(math.Round(wanted/max(cost, wanted/10/float64(spins)))))
	}
	return result, nil
}

// How well a slowdown is weighed beside a trial: in layout after layout until the
// standard error, by rounds as if they were independent, is as small as this, in so
// many at least and at most. What a noisy benchmark's slowdown is would else be so
// uncertain that it counts for another size.
const (
	weighedLayouts, mostWeighedLayouts = 2, 8
	weighedError                       = 0.015
)

// weigh measures a slowdown in layouts that are drawn for it, in each for about the
// given wall time.
func (l *lab) weigh(ctx context.Context, t measure.Target, wall time.Duration) (float64, error) {
	var rounds []round.Round
	for layouts := 1; ; layouts++ {
		more, err := l.weighOnce(ctx, t, wall)
		if err != nil {
			return 0, err
		}
		rounds = append(rounds, more...)
		tr, err := estimate(rounds)
		if err != nil || layouts >= weighedLayouts && tr.se <= weighedError || layouts == mostWeighedLayouts {
			return tr.Change, err
		}
	}
}

// weighOnce takes rounds in a layout that is drawn for them.
func (l *lab) weighOnce(ctx context.Context, t measure.Target, wall time.Duration) ([]round.Round, error) {
	dir, err := l.room("weighed")
	if err != nil {
		return nil, err
	}
	again, remove, err := t.Relink(ctx, filepath.Join(dir, "layout"), 1+l.coins.Uint64N(1<<30))
	if err != nil {
		return nil, err
	}
	rounds, err := l.rounds(ctx, l.turns(), again, wall)
	return rounds, errors.Join(err, remove())
}

// missed is how far what is reached is from what is wanted.
func (p planted) missed() float64 { return math.Abs(p.real - p.wanted) }

// firstGuess takes a step for two nanoseconds.
func (p *plant) firstGuess(ctx context.Context, s subject, wanted float64) int {
	tr, err := byTurns(ctx, p.l, s.target(p.base, p.base), time.Millisecond)
	if err != nil {
		return 100 * p.parts
	}
	return max(1, int(tr.Base*1e9/2*wanted*float64(p.parts)))
}

// reached shows what was planted in the end.
func reached(plants []planted) table {
	t := table{title: "What was planted, by many rounds", head: []string{"benchmark", "wanted", "reached"}}
	for _, p := range plants {
		t.add(p.subject.Name, slowdown(p.wanted), signed(p.real))
	}
	return t
}
