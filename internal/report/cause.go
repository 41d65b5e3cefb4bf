package report

import (
	"strings"
)

// A Cause is an Explanation as it is shown.
type Cause struct {
	Name
	Unit, ProfileUnit  Text
	Kind               Text // of the profile, see Explanation
	Unclear            Text // why the profiles cannot tell; empty where they can
	Base, Head         ProfileTotal
	Error              float64
	Functions          []*Function
	Shares             []Share
	BaseFile, HeadFile Text

	of *Explanation
}

// A Function is a FunctionChange as it is shown.
type Function struct {
	Name, Short Text // Short is without the directories of the package
	Place       Text
	// Only is base or head where the function is on that side alone; Inlined base,
	// head or both where it stood in its caller's body.
	Only, Inlined                        Text
	BaseFlat, HeadFlat, BaseCum, HeadCum float64
	Error                                float64
	Changed                              []int

	of    *FunctionChange
	cause *Explanation
}

// A Share is a ShareChange as it is shown.
type Share struct {
	Name       Text
	Base, Head float64
}

// A Call is a Frame as it is shown.
type Call struct {
	Name, Place Text
	Base, Head  float64
	Children    []*Call
}

func causeOf(x *Explanation, n Name) *Cause {
	c := &Cause{
		Name: n, Unit: textOf(x.Unit), ProfileUnit: textOf(x.ProfileUnit), Kind: textOf(x.Kind), Unclear: textOf(x.Unclear),
		Base: x.Base, Head: x.Head, Error: x.Error, BaseFile: textOf(x.BaseFile), HeadFile: textOf(x.HeadFile), of: x,
	}
	for i := range x.Functions {
		c.Functions = append(c.Functions, functionOf(&x.Functions[i], x))
	}
	for _, s := range x.Shares {
		c.Shares = append(c.Shares, Share{textOf(s.Name), s.Base, s.Head})
	}
	return c
}

func functionOf(f *FunctionChange, x *Explanation) *Function {
	return &Function{
		Name: textOf(f.Name), Short: textOf(shortFunction(f.Name)), Place: textOf(placeOf(f.File, f.Line)),
		Only: textOf(f.Only), Inlined: textOf(f.Inlined),
		BaseFlat: f.BaseFlat, HeadFlat: f.HeadFlat, BaseCum: f.BaseCum, HeadCum: f.HeadCum, Error: f.Error, Changed: f.Changed,
		of: f, cause: x,
	}
}

// Culprits are the functions that gained for certain, the first ones first.
func (c *Cause) Culprits() []*Function {
	var list []*Function
	for _, f := range c.of.culprits() {
		list = append(list, functionOf(&f, c.of))
	}
	return list
}

// Difference is that of the totals, with its sign and what it is of: "+1.2µs of CPU
// time per operation".
func (c *Cause) Difference() Text {
	return textOf(c.of.difference(c.of.Base.Total, c.of.Head.Total) + " " + c.of.per())
}

// System names the parts of the runtime that gained much: "+41ns garbage
// collection".
func (c *Cause) System() []Text { return textsOf(c.of.system()) }

// Value formats x in the unit of the profile.
func (c *Cause) Value(x float64) Text { return valueOf(c.of.ProfileUnit, x) }

// Tree is the calls of both sides merged; nil where there are no samples.
func (c *Cause) Tree() *Call {
	if c.of.Tree == nil {
		return nil
	}
	return callOf(c.of.Tree)
}

func callOf(f *Frame) *Call {
	c := &Call{Name: textOf(f.Name), Place: textOf(placeOf(f.File, f.Line)), Base: f.Base, Head: f.Head}
	for _, child := range f.Children {
		c.Children = append(c.Children, callOf(child))
	}
	return c
}

// Gain is the change of the function's own cost, with its sign.
func (f *Function) Gain() Text { return textOf(f.cause.difference(f.BaseFlat, f.HeadFlat)) }

// Sides is that cost on both sides: "200.0ns → 900.0ns".
func (f *Function) Sides() Text {
	sc := scaleFor(f.cause.ProfileUnit, false, f.BaseFlat, f.HeadFlat)
	return textOf(sc.format(f.BaseFlat) + " → " + sc.format(f.HeadFlat))
}

// Traits say what is special about the function: "new; no longer inlined; lines 28,
// 30-32 changed".
func (f *Function) Traits() Text { return textOf(strings.Join(f.of.traits(), "; ")) }

// Inside names where the gain is, beside the function's own lines.
func (f *Function) Inside() []Text { return textsOf(f.cause.inside(f.of)) }
