package explain

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/pprof/profile"

	"github.com/benchgate/benchgate/internal/report"
)

// Every way in which a sample gets an owner, or none.
func TestOwners(t *testing.T) {
	for name, c := range map[string]struct {
		frames      []string
		owner, part string
		kept        bool
	}{
		"own line":          {[]string{work, inLoop, runN, goroutine}, "example.com/p.work", userCode, true},
		"allocation":        {[]string{"runtime.nextFreeFast", "runtime.mallocgc", "runtime.newobject", work, inLoop, runN}, "example.com/p.work", allocation, true},
		"assist":            {[]string{"runtime.scanobject", "runtime.gcAssistAlloc", "runtime.mallocgc", work, inLoop, runN}, "example.com/p.work", garbageCollection, true},
		"lock":              {[]string{"internal/sync.(*Mutex).lockSlow", "sync.(*Mutex).Lock", work, inLoop, runN}, "example.com/p.work", locks, true},
		"channel":           {[]string{"runtime.futex", "runtime.chansend", work, inLoop, runN}, "example.com/p.work", scheduling, true},
		"copy":              {[]string{"runtime.memmove", work, inLoop, runN}, "example.com/p.work", otherOfSystem, true},
		"assembly":          {[]string{"memeqbody", work, inLoop, runN}, "example.com/p.work", otherOfSystem, true},
		"library":           {[]string{"strconv.AppendInt@strconv/itoa.go:1", "fmt.Sprint@fmt/print.go:1", work, inLoop, runN}, "example.com/p.work", standardCode, true},
		"dependency":        {[]string{"gopkg.in/yaml%2ev3.parse@gopkg.in/yaml.v3@v3.0.1/a.go:1", work, inLoop, runN}, "gopkg.in/yaml%2ev3.parse", userCode, true},
		"the loop itself":   {[]string{"~testing.(*B).Loop", inLoop, runN}, "example.com/p.BenchmarkX", otherOfSystem, true},
		"setup":             {[]string{work, inSetup, runN}, "example.com/p.work", userCode, false},
		"forced collection": {[]string{"runtime.gcStart", "runtime.GC", runN}, "", garbageCollection, false},
		"stopped timer":     {[]string{"runtime.stopTheWorld", "runtime.ReadMemStats", "testing.(*B).StopTimer", inLoop, runN}, "example.com/p.BenchmarkX", otherOfSystem, false},
		"TestMain":          {[]string{work, "example.com/p.TestMain@example.com/p/x_test.go:20", "main.main", "runtime.main"}, "example.com/p.work", userCode, false},
		"the profiler":      {[]string{"compress/flate.(*compressor).deflate", "runtime/pprof.(*profileBuilder).flush", "runtime/pprof.profileWriter"}, "", standardCode, false},
		"background":        {[]string{"runtime.scanobject", "runtime.gcDrain", "runtime.gcBgMarkWorker"}, "", garbageCollection, true},
		"other goroutine":   {[]string{work, "example.com/p.serve@example.com/p/work.go:30"}, "example.com/p.work", userCode, true},
		"library's own":     {[]string{"syscall.read", "net/http.(*conn).serve"}, "net/http.(*conn).serve", standardCode, true},
		"cut stack":         {[]string{work, work, work}, "example.com/p.work", userCode, true},
		"nothing":           {nil, "", otherOfSystem, true},
	} {
		c0 := code()
		st := c0.read(newSynthetic(CPU).add(1, 1, c.frames...).p.Sample[0])
		owner := ""
		if st.owner >= 0 {
			owner = st.frames[st.owner].name
		}
		if st.kept != c.kept || st.part != c.part || st.kept && owner != c.owner {
			t.Errorf("%s: owner %q, part %q, kept %v; want %q, %q, %v", name, owner, st.part, st.kept, c.owner, c.part, c.kept)
		}
	}
}

func TestExplainWords(t *testing.T) {
	base := newSynthetic(CPU).add(50, 5e8, "~"+work, inLoop, runN).add(50, 5e8, inLoop, runN).p
	head := newSynthetic(CPU).add(60, 6e8, work, inLoop, runN).add(60, 6e8, "runtime.mallocgc", work, inLoop, runN).
		add(50, 5e8, inLoop, runN).add(30, 3e8, "example.com/p.extra@example.com/p/work.go:20", inLoop, runN).add(40, 4e8, inSetup, runN).p
	want := `example.com/p.work work.go:1 5e+06→1.2e+07 cum 5e+06→1.2e+07 only= inlined=base 1
example.com/p.extra work.go:1 0→3e+06 cum 0→3e+06 only=head inlined= 0
`
	if got := explained(CPU, base, head); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A b.N benchmark runs one iteration more than it is asked for, a b.Loop benchmark
// does not, and one iteration is one.
func TestIterations(t *testing.T) {
	for _, c := range []struct {
		n    int64
		once bool
		want int64
	}{{1, false, 1}, {1, true, 1}, {99, false, 100}, {99, true, 99}, {0, false, 1}} {
		if got := iterations(c.n, c.once); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}

func TestUnclear(t *testing.T) {
	few := newSynthetic(CPU).add(5, 5e7, work, inLoop, runN).p
	some := newSynthetic(CPU).add(100, 1e9, work, inLoop, runN).p
	more := newSynthetic(CPU).add(104, 104e7, work, inLoop, runN).p
	twice := newSynthetic(CPU).add(200, 2e9, work, inLoop, runN).p
	none := newSynthetic(CPU).p
	for name, c := range map[string]struct {
		base, head *profile.Profile
		want       string
	}{
		"nothing":     {none, none, "no samples"},
		"few":         {few, few, "too few samples to tell: 15 of base and 15 of head"},
		"same":        {some, some, "does not cost more"},
		"faster":      {twice, some, "does not cost more"},
		"hardly more": {some, more, "gained more than the noise"},
		"clear":       {some, twice, ""},
	} {
		got := explained(CPU, c.base, c.head)
		if c.want == "" && strings.Contains(got, "samples") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %s, want %q", name, got, c.want)
		}
	}
	q := Question{Kind: CPU, Base: Side{Code: code(), Runs: runs(1, 99, some)}, Head: Side{Code: code(), Runs: runs(1, 99, twice)}}
	if e := Explain(q); !strings.Contains(e.Unclear, "one round") {
		t.Errorf("one round: %q", e.Unclear)
	}
	if e := Explain(Question{Kind: CPU}); !strings.Contains(e.Unclear, "no time") {
		t.Errorf("no round: %q", e.Unclear)
	}
}

// Rounds that disagree make the error larger than counting samples does.
func TestErrorOfSpread(t *testing.T) {
	side := func(values ...int64) Side {
		s := Side{Code: code()}
		for _, v := range values {
			s.Runs = append(s.Runs, Run{Profile: newSynthetic(CPU).add(v/1e7, v, work, inLoop, runN).p, N: 99})
		}
		return s
	}
	calm := Explain(Question{Kind: CPU, Base: side(1e9, 1e9, 1e9), Head: side(2e9, 2e9, 2e9)})
	wild := Explain(Question{Kind: CPU, Base: side(1e9, 5e9, 1e8), Head: side(2e9, 1e8, 5e9)})
	if calm.Unclear != "" || wild.Unclear == "" || wild.Error < 10*calm.Error {
		t.Errorf("calm %q ± %g, wild %q ± %g", calm.Unclear, calm.Error, wild.Unclear, wild.Error)
	}
}

// What a process used is known better than its samples say.
func TestLostSamples(t *testing.T) {
	p := newSynthetic(CPU).add(10, 1e8, work, inLoop, runN).add(10, 1e8, inSetup, runN).p
	c := code()
	ta := c.tally(Run{Profile: p, N: 99, CPU: time.Second}, CPU)
	if math.Abs(ta.total-0.005) > 1e-12 || math.Abs(ta.outside-0.005) > 1e-12 {
		t.Errorf("total %g, outside %g, want 5 ms of each", ta.total, ta.outside)
	}
}

// Garbage is charged to those who made it.
func TestCharge(t *testing.T) {
	cpu := func(gc int64) *profile.Profile {
		return newSynthetic(CPU).add(50, 5e8, work, inLoop, runN).add(gc/1e7, gc, "runtime.gcDrain", "runtime.gcBgMarkWorker").p
	}
	allocs := newSynthetic(AllocSpace).add(9, 900, work, inLoop, runN).add(1, 100, inLoop, runN).p
	e := Explain(Question{Kind: CPU,
		Base: Side{Code: code(), Runs: runs(3, 99, cpu(1e8)), Allocs: runs(2, 99, allocs)},
		Head: Side{Code: code(), Runs: runs(3, 99, cpu(2e9)), Allocs: runs(2, 99, allocs)}})
	f := e.Functions[0]
	if f.Name != "example.com/p.work" || math.Abs(f.HeadFlat-0.9*0.02-0.005) > 1e-9 || f.Folded[0].Name != "("+garbageCollection+")" {
		t.Errorf("%+v", f)
	}
	sums(t, e)
}

// Whatever the samples, lists and totals agree, and swapping the sides swaps them.
func TestSums(t *testing.T) {
	frames := []string{work, inLoop, inSetup, runN, "runtime.mallocgc", "fmt.Sprint", "github.com/a/b.C", "~" + work,
		"~example.com/p.small@example.com/p/work.go:70", "runtime.gcBgMarkWorker", "runtime.main"}
	rng := rand.New(rand.NewPCG(1, 2))
	random := func() *profile.Profile {
		s := newSynthetic(CPU)
		for range 40 {
			var stack []string
			for range 1 + rng.IntN(5) {
				stack = append(stack, frames[rng.IntN(len(frames))])
			}
			s.add(1+rng.Int64N(9), 1e6*(1+rng.Int64N(100)), append(stack, goroutine)...)
		}
		return s.p
	}
	for range 50 {
		b, h := random(), random()
		base, head := Side{Code: code(), Runs: runs(2, 9, b)}, Side{Code: code(), Runs: runs(2, 9, h)}
		e, back := Explain(Question{Kind: CPU, Base: base, Head: head}), Explain(Question{Kind: CPU, Base: head, Head: base})
		sums(t, e)
		if e.Base != back.Head || e.Head != back.Base || e.Error != back.Error {
			t.Errorf("swapped: %+v %+v, %+v %+v", e.Base, e.Head, back.Base, back.Head)
		}
	}
}

func sums(t *testing.T, e report.Explanation) {
	t.Helper()
	b, h := e.Rest.Base, e.Rest.Head
	for _, f := range e.Functions {
		b, h = b+f.BaseFlat, h+f.HeadFlat
	}
	near(t, b, e.Base.Total)
	near(t, h, e.Head.Total)
	b, h = 0, 0
	for _, s := range e.Shares {
		b, h = b+s.Base, h+s.Head
	}
	near(t, b, e.Base.Total)
	near(t, h, e.Head.Total)
	near(t, e.Tree.Base, e.Base.Total)
	near(t, e.Tree.Head, e.Head.Total)
	walk(t, e.Tree)
}

func walk(t *testing.T, f *report.Frame) {
	t.Helper()
	var b, h float64
	for _, c := range f.Children {
		b, h = b+c.Base, h+c.Head
		walk(t, c)
	}
	if b > f.Base*(1+1e-9) || h > f.Head*(1+1e-9) {
		t.Errorf("%s has %g and %g, what it calls %g and %g", f.Name, f.Base, f.Head, b, h)
	}
}

func near(t *testing.T, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9*math.Abs(want) {
		t.Errorf("%g, want %g", got, want)
	}
}

func TestPackageOf(t *testing.T) {
	for name, want := range map[string]string{
		"runtime.mallocgc":                           "runtime",
		"example.com/a/b.(*T).M":                     "example.com/a/b",
		"example.com/a/b.F[go.shape.int]":            "example.com/a/b",
		"example.com/a/b.F[example.com/c/d.T].func1": "example.com/a/b",
		"gopkg.in/yaml%2ev3.Unmarshal":               "gopkg.in/yaml.v3",
		"memeqbody":                                  "",
		"type:.eq.example.com/a.T":                   "type:.eq.example.com/a",
		"":                                           "",
	} {
		if got := packageOf(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestWaits(t *testing.T) {
	e := report.Explanation{Base: report.ProfileTotal{Total: 1}, Head: report.ProfileTotal{Total: 2}}
	for measured, want := range map[float64]bool{0: false, -5: false, 1: false, 1.9: false, 2.1: true} {
		if Waits(e, measured) != want {
			t.Errorf("measured %g: %v", measured, !want)
		}
	}
}
