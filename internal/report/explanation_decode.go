package report

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/benchgate/benchgate/internal/record"
)

// The bounds of explanations that Decode accepts, and that whoever makes them
// keeps to.
const (
	MaxExplanations = 64
	MaxFunctions    = 2_000  // of one explanation
	MaxShares       = 64     // of one explanation
	MaxFrames       = 20_000 // of one explanation's tree
	MaxFrameDepth   = 500    // calls in calls

	maxChangedLines = 10_000 // of one function
	maxFolded       = 100    // of one function
	frameElements   = 16     // values of a frame, with room for fields to come
)

type (
	explanations struct{}
	functions    struct{}
	shares       struct{}
	folded       struct{}
	changedLines struct{}
)

func (explanations) Most() int { return MaxExplanations }
func (functions) Most() int    { return MaxFunctions }
func (shares) Most() int       { return MaxShares }
func (folded) Most() int       { return maxFolded }
func (changedLines) Most() int { return maxChangedLines }

type plainExplanation Explanation

type wireExplanation struct {
	plainExplanation
	Functions record.List[wireFunction, functions] `json:"functions"`
	Shares    record.List[ShareChange, shares]     `json:"shares"`
	Tree      wireTree                             `json:"tree"`
}

type plainFunction FunctionChange

type wireFunction struct {
	plainFunction
	Changed record.List[int, changedLines]    `json:"changed"`
	Folded  record.List[FoldedChange, folded] `json:"folded"`
}

func (w *wireExplanation) explanation() Explanation {
	x := Explanation(w.plainExplanation)
	x.Shares, x.Tree = w.Shares, w.Tree.root
	x.Functions = make([]FunctionChange, len(w.Functions))
	for i, f := range w.Functions {
		x.Functions[i] = FunctionChange(f.plainFunction)
		x.Functions[i].Changed, x.Functions[i].Folded = f.Changed, f.Folded
	}
	return x
}

// A wireTree is a tree whose size is looked at before it is built.
type wireTree struct{ root *Frame }

func (w *wireTree) UnmarshalJSON(data []byte) error {
	if err := checkTree(data); err != nil {
		return err
	}
	w.root = nil // a key given twice starts again
	return json.Unmarshal(data, &w.root)
}

// checkTree holds the text of a tree to its bounds. That it is JSON is known.
func checkTree(data []byte) error {
	frames, elements, depth := 0, 0, 0
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '"':
			for i++; data[i] != '"'; i++ {
				if data[i] == '\\' {
					i++
				}
			}
		case ',':
			elements++
		case '{':
			frames++
			depth++
		case '[':
			depth++
		case '}', ']':
			depth--
		}
		if depth > 2*MaxFrameDepth {
			return fmt.Errorf("a tree is deeper than %d calls", MaxFrameDepth)
		}
		if frames > MaxFrames || elements > frameElements*MaxFrames {
			return fmt.Errorf("a tree has more than %d frames", MaxFrames)
		}
	}
	return nil
}

func (c *checker) explanation(x *Explanation) {
	c.names(&x.Package, &x.Benchmark, &x.Unit, &x.ProfileUnit, &x.Kind, &x.BaseFile, &x.HeadFile)
	if x.Benchmark == "" {
		c.fault("benchmark is missing")
	}
	c.prose(&x.Unclear)
	c.atLeastZero("error", &x.Error)
	for _, t := range []ProfileTotal{x.Base, x.Head} {
		c.atLeastZero("total", &t.Total)
		c.atLeastZero("outside", &t.Outside)
		c.count("samples", t.Samples)
	}
	c.count("functions", x.Rest.Functions)
	for i := range x.Functions {
		c.function(&x.Functions[i])
	}
	for i := range x.Shares {
		c.names(&x.Shares[i].Name)
	}
	if x.Tree != nil {
		c.frame(x.Tree)
	}
}

func (c *checker) function(f *FunctionChange) {
	c.names(&f.Name, &f.File)
	c.count("line", f.Line)
	c.oneOf("only", f.Only, sides)
	c.oneOf("inlined", f.Inlined, []string{"", "base", "head", "both"})
	c.atLeastZero("error", &f.Error)
	for i := range f.Folded {
		c.names(&f.Folded[i].Name)
	}
	for _, n := range f.Changed {
		c.count("changed line", n)
	}
}

// frame also drops calls that are null.
func (c *checker) frame(f *Frame) {
	c.names(&f.Name, &f.File)
	c.count("line", f.Line)
	c.atLeastZero("base", &f.Base)
	c.atLeastZero("head", &f.Head)
	var calls []*Frame
	for _, call := range f.Children {
		if call != nil {
			c.frame(call)
			calls = append(calls, call)
		}
	}
	f.Children = calls
}

// normalExplanations returns copies that JSON can hold.
func normalExplanations(list []Explanation) []Explanation {
	var out []Explanation
	for _, x := range list {
		for _, v := range []*float64{&x.Base.Total, &x.Head.Total, &x.Base.Outside, &x.Head.Outside, &x.Rest.Base, &x.Rest.Head, &x.Error} {
			*v = orZero(*v)
		}
		functions := make([]FunctionChange, len(x.Functions))
		for i, f := range x.Functions {
			for _, v := range []*float64{&f.BaseFlat, &f.HeadFlat, &f.BaseCum, &f.HeadCum, &f.Error} {
				*v = orZero(*v)
			}
			f.Folded = slices.Clone(f.Folded)
			for k := range f.Folded {
				f.Folded[k].Base, f.Folded[k].Head = orZero(f.Folded[k].Base), orZero(f.Folded[k].Head)
			}
			functions[i] = f
		}
		shares := make([]ShareChange, len(x.Shares))
		for i, s := range x.Shares {
			shares[i] = ShareChange{Name: s.Name, Base: orZero(s.Base), Head: orZero(s.Head)}
		}
		x.Functions, x.Shares, x.Tree = functions, shares, normalFrame(x.Tree)
		out = append(out, x)
	}
	return out
}

func normalFrame(f *Frame) *Frame {
	if f == nil {
		return nil
	}
	out := *f
	out.Base, out.Head, out.Children = orZero(f.Base), orZero(f.Head), nil
	for _, c := range f.Children {
		out.Children = append(out.Children, normalFrame(c))
	}
	return &out
}
