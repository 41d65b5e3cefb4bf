package explain

import (
	"github.com/google/pprof/profile"
)

// A tally is what one process spent in its benchmark's loop, per operation.
type tally struct {
	total   float64
	outside float64 // setup and package testing's own doings, left out of all else
	samples float64
	flat    map[string]float64
	cum     map[string]float64
	inlined map[string]float64            // the part of flat that stood in a caller's body
	folded  map[string]map[string]float64 // of flat, by who was called
	parts   map[string]float64
	loose   map[string]float64 // of parts: what nobody owns
	count   map[string]float64 // samples behind flat
	where   map[string]frame
	tree    *node
}

func newTally() *tally {
	return &tally{flat: map[string]float64{}, cum: map[string]float64{}, inlined: map[string]float64{},
		folded: map[string]map[string]float64{}, parts: map[string]float64{}, loose: map[string]float64{},
		count: map[string]float64{}, where: map[string]frame{}, tree: &node{}}
}

// tally adds up one process's samples.
func (c *Code) tally(r Run, kind string) *tally {
	t := newTally()
	value, count := columns(r.Profile, kind)
	if value < 0 {
		return t
	}
	var raw float64
	var stacks []stack
	once := false
	for _, s := range r.Profile.Sample {
		st := c.read(s)
		st.value, st.samples = float64(s.Value[value]), float64(s.Value[count])
		raw += st.value
		once = once || st.once
		stacks = append(stacks, st)
	}
	scale := perOp(r, kind, raw) / float64(iterations(r.N, once))
	for _, st := range stacks {
		st.value *= scale
		t.add(st)
	}
	return t
}

// perOp is what a profile's values are to be multiplied with, before they are
// divided by the iterations. The signals of a CPU profiler come at most as often
// as the kernel's clock ticks, and some are lost; what the process really used
// is known, and its samples are shares of that.
func perOp(r Run, kind string, raw float64) float64 {
	switch {
	case kind == CPU && r.CPU > 0 && raw > 0:
		return r.CPU.Seconds() / raw
	case kind == AllocSpace || kind == AllocObjects:
		return 1
	}
	return 1e-9
}

// iterations is how many a process ran that was asked for n: a b.N benchmark is
// called with 1 first, a b.Loop benchmark is called once.
func iterations(n int64, once bool) int64 {
	if n > 1 && !once {
		return n + 1
	}
	return max(n, 1)
}

// columns finds the kind's values, and the number of samples behind them.
func columns(p *profile.Profile, kind string) (value, count int) {
	names := map[string][2]string{CPU: {"cpu", "samples"}, AllocSpace: {"alloc_space", "alloc_objects"},
		AllocObjects: {"alloc_objects", "alloc_objects"}, Block: {"delay", "contentions"}, Mutex: {"delay", "contentions"}}[kind]
	value, count = -1, -1
	if p == nil {
		return value, count
	}
	for i, t := range p.SampleType {
		if t.Type == names[0] {
			value = i
		}
		if t.Type == names[1] {
			count = i
		}
	}
	if count < 0 {
		return -1, -1
	}
	return value, count
}

// A stack is one sample, read.
type stack struct {
	frames         []frame
	owner          int // in frames, -1 where there is none
	part           string
	once           bool // in a loop over b.Loop
	kept           bool
	value, samples float64
}

// read finds out what a sample is about.
func (c *Code) read(s *profile.Sample) stack {
	st := stack{frames: c.frames(s), owner: -1}
	st.part = partOf(st.frames)
	library := -1
	var called, inLoop, beside, foreign bool
	for i, f := range st.frames {
		switch f.class {
		case ours, dependency:
			if st.owner < 0 {
				st.owner = i
			}
			l, near := c.Files[f.file].loopAt(f.line)
			inLoop, beside = inLoop || l != nil, beside || near
			st.once = st.once || l != nil && l.once
		case standard:
			library = i
		case harness:
			called = called || f.name == "testing.(*B).runN"
			foreign = foreign || isTimer(f.name)
		case system:
			foreign = foreign || isAside(f.name)
		}
	}
	st.kept = !foreign && !(called && (st.owner < 0 || beside && !inLoop))
	if st.owner < 0 && st.kept {
		// A goroutine of the standard library: the outermost call says which.
		st.owner = library
	}
	return st
}

// isTimer names what a benchmark calls that is not timed.
func isTimer(name string) bool {
	switch name {
	case "testing.(*B).StopTimer", "testing.(*B).StartTimer", "testing.(*B).ResetTimer":
		return true
	}
	return false
}

// isAside tells what is neither the benchmark nor on its behalf: the start of the
// program, TestMain, and the profiler.
func isAside(name string) bool {
	return name == "runtime.main" || packageOf(name) == "runtime/pprof"
}

func (t *tally) add(st stack) {
	if !st.kept {
		t.outside += st.value
		return
	}
	t.total += st.value
	t.samples += st.samples
	t.parts[st.part] += st.value
	t.tree.add(st)
	if st.owner < 0 {
		t.loose[st.part] += st.value
		return
	}
	owner := st.frames[st.owner]
	t.own(owner.name, calleeOf(st), st.value)
	t.count[owner.name] += st.samples
	if owner.inlined {
		t.inlined[owner.name] += st.value
	}
	for i, f := range st.frames[st.owner:] {
		if (f.class == ours || f.class == dependency || i == 0) && !before(st.frames[st.owner:st.owner+i], f.name) {
			t.cum[f.name] += st.value
			t.where[f.name] = f
		}
	}
}

// own gives a value to a function, and of that, what it spent in callee.
func (t *tally) own(name, callee string, value float64) {
	t.flat[name] += value
	if callee == "" {
		return
	}
	if t.folded[name] == nil {
		t.folded[name] = map[string]float64{}
	}
	t.folded[name][callee] += value
}

// calleeOf is the folded function that the owner called; "" where the sample lies
// in its own lines.
func calleeOf(st stack) string {
	if st.owner == 0 {
		return ""
	}
	return st.frames[st.owner-1].name
}

func before(list []frame, name string) bool {
	for _, f := range list {
		if f.name == name {
			return true
		}
	}
	return false
}
