package html

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

// An effect is what head of one benchmark is planned to be.
type effect struct {
	pkg, name     string
	seconds       float64 // of base
	change, noise float64 // fractions
	allocs, more  float64 // of base, and what head has more
	screen        int     // rounds
	confirm       int
}

var started = time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC)

// judged makes rounds to a plan and judges them by the default policy, so that
// a page is tested on what a run really leaves.
func judged(plan []effect) (*report.Report, []round.Round) {
	rng := rand.New(rand.NewPCG(7, 11))
	var rounds []round.Round
	for _, e := range plan {
		for i := range e.screen + e.confirm {
			stage := round.Screen
			if i >= e.screen {
				stage = round.Confirm
			}
			rounds = append(rounds, e.round(rng, i, stage))
		}
	}
	p := policy.Default()
	rec := &record.Record{
		Base: record.Ref{Ref: "main", SHA: "8c6a1f0de2b94c7d5e6f7a8b9c0d1e2f3a4b5c6d"},
		Head: record.Ref{Ref: "faster-totals", SHA: "f3b2d9c47a1e5068b9d2c3e4f5a6b7c8d9e0f1a2"},
		Seed: 7, Started: started, Seconds: 94, MeasuringSeconds: 71, Rounds: rounds,
		Environment: record.Environment{Go: "go1.26.8", GOOS: "linux", GOARCH: "amd64", CPU: "AMD EPYC 7B13", CPUs: 2},
		Policy:      record.Policy{Source: ".benchgate.yml at main"},
	}
	for _, e := range plan {
		rec.Entries = append(rec.Entries, record.Entry{Package: e.pkg, Benchmark: e.name, State: record.Measured,
			File: e.pkg[len("example.com/shop/"):] + "/bench_test.go", Line: 12 + len(e.name)})
	}
	rep := report.Of(rec, judge.Judge(rec, p, started))
	rep.Reproduce = "benchgate run --base 8c6a1f0de2b9 --head f3b2d9c47a1e"
	return rep, rounds
}

func (e effect) round(rng *rand.Rand, i int, stage round.Stage) round.Round {
	machine := math.Exp(rng.NormFloat64() * e.noise * 1.5) // both sides of a round share it
	value := func(change float64) round.Value {
		v := e.seconds * (1 + change) * machine * math.Exp(rng.NormFloat64()*e.noise)
		return round.Value{Center: v, Mean: v * (1 + .01*rng.Float64())}
	}
	same := func(v float64) round.Value { return round.Value{Center: v, Mean: v} }
	return round.Round{
		Benchmark: round.Benchmark{Package: e.pkg, Name: e.name}, Index: i, Engine: "turns", Stage: stage, First: round.Base, N: 1000,
		Base: round.Values{"sec/op": value(0), "B/op": same(e.allocs * 48), "allocs/op": same(e.allocs)},
		Head: round.Values{"sec/op": value(e.change), "B/op": same((e.allocs + e.more) * 48), "allocs/op": same(e.allocs + e.more)},
	}
}

// shop is a suite of a size that a person reads, with all that a report can
// say and one regression explained.
func shop() (*report.Report, []round.Round) {
	const p = "example.com/shop/"
	rep, rounds := judged([]effect{
		{p + "orders", "Total/lines=10-2", 1.85e-6, .164, .012, 3, 1, 5, 13},
		{p + "orders", "Total/lines=1000-2", 142e-6, .213, .015, 3, 0, 4, 13},
		{p + "orders", "Parse-2", 4.1e-6, .004, .004, 12, 0, 3, 0},
		{p + "orders", "Encode-2", 2.3e-6, -.31, .02, 9, -4, 9, 0},
		{p + "orders", "Decode-2", 6.2e-6, .01, .09, 21, 0, 40, 0},
		{p + "cart", "Add-2", 88e-9, 0, .006, 1, 0, 4, 0},
		{p + "cart", "Remove-2", 61e-9, .002, .01, 0, 0, 6, 0},
		{p + "cart", "Merge/items=64-2", 12e-6, -.004, .018, 6, 0, 12, 0},
		{p + "cart", "Merge/items=4096-2", 911e-6, .011, .02, 8, 0, 14, 0},
		{p + "search", "Index-2", 3.4e-3, 0, .008, 512, 0, 3, 0},
		{p + "search", "Query/words=1-2", 740e-9, .001, .01, 2, 0, 5, 0},
		{p + "search", "Query/words=5-2", 3.9e-6, -.12, .01, 5, 0, 8, 0},
		{p + "search", "Suggest-2", 18e-6, .006, .012, 14, 0, 7, 0},
	})
	rep.Added = []record.Name{{Package: p + "search", Benchmark: "Highlight-2"}}
	rep.Warnings = append(rep.Warnings, "the machine was busy for 4 s of 71 s")
	rep.Explanations = []report.Explanation{explanation(p+"orders", "Total/lines=1000-2")}
	return rep, rounds
}

// explanation is the profile of a benchmark whose head looks prices up one by
// one, and lost an inlined call for it.
func explanation(pkg, benchmark string) report.Explanation {
	const us = 1e-6
	frame := func(name, file string, line int, base, head float64, calls ...*report.Frame) *report.Frame {
		return &report.Frame{Name: name, File: file, Line: line, Base: base * us, Head: head * us, Children: calls}
	}
	tree := frame("", "", 0, 142, 172,
		frame("orders.BenchmarkTotal.func1", "orders/orders_test.go", 31, 142, 172,
			frame("orders.(*Order).Total", "orders/orders.go", 48, 138, 168.5,
				frame("orders.price", "orders/price.go", 12, 61, 104,
					frame("strings.ToLower", "strings/strings.go", 720, 0, 31,
						frame("strings.(*Builder).Grow", "strings/builder.go", 69, 0, 12,
							frame("runtime.mallocgc", "runtime/malloc.go", 1010, 0, 11))),
					frame("runtime.mapaccess2_faststr", "runtime/map_faststr.go", 108, 52, 60,
						frame("runtime.memhash", "runtime/hash64.go", 20, 14, 16.5))),
				frame("orders.(*Line).round", "orders/round.go", 7, 44, 45),
				frame("orders.cachedRate", "orders/rates.go", 22, 21, 0,
					frame("sync.(*RWMutex).RLock", "sync/rwmutex.go", 63, 9, 0)),
				frame("runtime.gcBgMarkWorker", "runtime/mgc.go", 1361, 4, 9)),
			frame("testing.(*B).Loop", "testing/benchmark.go", 480, 2, 2)))
	change := func(name, file string, line int, bf, hf, bc, hc, err float64, only, inlined string, lines ...int) report.FunctionChange {
		return report.FunctionChange{Name: name, File: file, Line: line, BaseFlat: bf * us, HeadFlat: hf * us,
			BaseCum: bc * us, HeadCum: hc * us, Error: err * us, Only: only, Inlined: inlined, Changed: lines}
	}
	return report.Explanation{
		Package: pkg, Benchmark: benchmark, Unit: "sec/op", ProfileUnit: "sec/op", Kind: "cpu",
		Base: report.ProfileTotal{Total: 142 * us, Samples: 812}, Head: report.ProfileTotal{Total: 172 * us, Samples: 979}, Error: 2.1 * us,
		Functions: []report.FunctionChange{
			change("strings.ToLower", "strings/strings.go", 720, 0, 19, 0, 31, 1.1, "head", ""),
			change("runtime.mallocgc", "runtime/malloc.go", 1010, 0, 11, 0, 11, .9, "head", ""),
			change("orders.price", "orders/price.go", 12, 9, 13, 61, 104, .8, "", "base", 14, 15, 19),
			change("runtime.mapaccess2_faststr", "runtime/map_faststr.go", 108, 38, 43.5, 52, 60, 1.2, "", ""),
			change("orders.cachedRate", "orders/rates.go", 22, 12, 0, 21, 0, .8, "base", ""),
			change("sync.(*RWMutex).RLock", "sync/rwmutex.go", 63, 9, 0, 9, 0, .7, "base", "both"),
		},
		Shares: []report.ShareChange{{Name: "user code", Base: 86 * us, Head: 91.5 * us}, {Name: "allocation", Base: 0, Head: 12 * us},
			{Name: "gc", Base: 4 * us, Head: 9 * us}, {Name: "locks", Base: 9 * us, Head: 0}, {Name: "other runtime", Base: 43 * us, Head: 59.5 * us}},
		Tree: tree, BaseFile: "profiles/total.cpu.base.pb.gz", HeadFile: "profiles/total.cpu.head.pb.gz",
	}
}

// large is a suite of so many benchmarks of three units each.
func large(n int) (*report.Report, []round.Round) {
	rng := rand.New(rand.NewPCG(3, 5))
	var plan []effect
	for i := range n {
		e := effect{
			pkg: fmt.Sprintf("example.com/shop/internal/service/part%02d", i%12), name: fmt.Sprintf("Operation%03d/size=%d-8", i, 1<<(i%12)),
			seconds: math.Exp(rng.Float64()*14 - 19), noise: .005 * math.Exp(rng.NormFloat64()), allocs: float64(i % 40),
			screen: 3 + int(rng.ExpFloat64()*6),
		}
		e.screen = min(e.screen, 40)
		switch {
		case i%50 == 7:
			e.change, e.confirm = .08+.2*rng.Float64(), 16
		case i%33 == 5:
			e.change = -.05 - .3*rng.Float64()
		case i%71 == 3:
			e.more = 1
			e.confirm = 3
		}
		plan = append(plan, e)
	}
	return judged(plan)
}
