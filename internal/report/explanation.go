package report

// An Explanation says where in the code a benchmark's change comes from: both
// sides profiled in turn, their shares scaled to one operation.
type Explanation struct {
	Package   string `json:"package"`
	Benchmark string `json:"benchmark"`
	// Unit is the row's unit that is explained; ProfileUnit is that of every figure
	// below, per operation: sec/op of CPU time, B/op, allocs/op, or sec/op of
	// waiting for block and mutex profiles.
	Unit        string `json:"unit"`
	ProfileUnit string `json:"profile_unit"`
	// Kind is the profile: cpu, alloc_space, alloc_objects, block or mutex.
	Kind string `json:"kind"`
	// Base and Head are the totals per operation by the profiles, and the samples
	// behind them.
	Base ProfileTotal `json:"base"`
	Head ProfileTotal `json:"head"`
	// Error is the standard error of the difference of the totals.
	Error float64 `json:"error"`
	// Unclear says why the profiles cannot tell; empty where they can.
	Unclear string `json:"unclear,omitempty"`
	// Functions are those that gained most first, then those that lost.
	Functions []FunctionChange `json:"functions"`
	// Rest is what the functions that are not listed come to, and what no function
	// is charged with: with it, the flat values add up to the totals.
	Rest ProfileRest `json:"rest"`
	// Shares splits the totals by what the time went into; they add up to them.
	Shares []ShareChange `json:"shares"`
	// Tree is the calls of both sides merged; nil where there are no samples.
	Tree *Frame `json:"tree,omitempty"`
	// BaseFile and HeadFile are the profiles, beside the report.
	BaseFile string `json:"base_file"`
	HeadFile string `json:"head_file"`
}

// A ProfileTotal is one side of a profile, per operation.
type ProfileTotal struct {
	Total   float64 `json:"total"`
	Samples int     `json:"samples"`
	// Outside was spent outside of the benchmark's loop: in setup, or by package
	// testing. It is not part of Total.
	Outside float64 `json:"outside,omitempty"`
}

// A ProfileRest is what is not listed one by one.
type ProfileRest struct {
	Functions int     `json:"functions"`
	Base      float64 `json:"base"`
	Head      float64 `json:"head"`
}

// A FunctionChange is one function of the profiles, per operation. Flat is the
// cost of its own lines and of the runtime and the standard library on its
// behalf; Cum with all that it calls.
type FunctionChange struct {
	Name string `json:"name"`
	// File is relative to the repository where it lies there; Line is the
	// function's first in head, or in base if it vanished.
	File     string  `json:"file"`
	Line     int     `json:"line"`
	BaseFlat float64 `json:"base_flat"`
	HeadFlat float64 `json:"head_flat"`
	BaseCum  float64 `json:"base_cum"`
	HeadCum  float64 `json:"head_cum"`
	// Error is the standard error of HeadFlat − BaseFlat.
	Error float64 `json:"error"`
	// Only is base or head where the function is on that side alone.
	Only string `json:"only,omitempty"`
	// Inlined is base, head or both where the function stood in its caller's body.
	Inlined string `json:"inlined,omitempty"`
	// Changed lists the lines of the function in head that the diff touches.
	Changed []int `json:"changed,omitempty"`
	// Folded are the functions of the runtime and the standard library that it
	// called and whose cost, part of Flat, changed most.
	Folded []FoldedChange `json:"folded,omitempty"`
}

// A FoldedChange is the part of a function's flat cost that one callee has.
type FoldedChange struct {
	Name string  `json:"name"`
	Base float64 `json:"base"`
	Head float64 `json:"head"`
}

// A ShareChange is a part of the totals: user code, gc, allocation,
// scheduling, locks, or other parts of the runtime.
type ShareChange struct {
	Name string  `json:"name"`
	Base float64 `json:"base"`
	Head float64 `json:"head"`
}

// A Frame is one call of the merged tree, with what it calls included, per
// operation. The root's name is empty.
type Frame struct {
	Name     string   `json:"name"`
	File     string   `json:"file,omitempty"`
	Line     int      `json:"line,omitempty"`
	Base     float64  `json:"base"`
	Head     float64  `json:"head"`
	Children []*Frame `json:"children,omitempty"`
}
