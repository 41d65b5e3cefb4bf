package html

import (
	"cmp"
	"fmt"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/words"
)

// The bounds of what is shown of explanations.
const (
	mostFunctions = 25
	mostShares    = 20
	mostFrames    = 800  // of one flame graph
	allFrames     = 6000 // of a page
)

// An explained is an explanation in words.
type explained struct {
	Kind, Unit, Unclear string
	Base, Head, Diff    string
	Samples             string
	Functions           []function
	MoreFunctions       int
	Shares              []share
	Flame               int // its number among the page's flames, -1 without
	BaseFile, HeadFile  string
}

// A function is one line of the table of functions.
type function struct {
	Name, Place, Note string
	Own, OwnError     string
	BaseOwn, HeadOwn  string
	BaseAll, HeadAll  string
	Direction         string // up, down, or empty
	ChangedLines      string
}

// A share is one line of the table of parts.
type share struct{ Name, Base, Head, Diff, Direction string }

// explain puts explanations to the rows that they explain.
func (p *page) explain(v *report.View) {
	type key struct{ pkg, benchmark, unit report.Text }
	rows := map[key]*detail{}
	for _, list := range [][]*detail{p.Culprits, p.Details} {
		for _, d := range list {
			rows[key{d.Package, d.Benchmark, d.Unit}] = d
		}
	}
	budget := allFrames
	for _, x := range v.Causes {
		d := rows[key{x.Package, x.Benchmark, x.Unit}]
		if d == nil {
			continue // of a row that is not shown
		}
		e := explainedOf(x)
		e.Flame = -1
		if tree := x.Tree(); tree != nil && budget > 0 {
			e.Flame = len(p.Flames)
			f := flameOf(x, tree, min(budget, mostFrames))
			budget -= f.frames
			p.Flames = append(p.Flames, f)
		}
		d.Explained = append(d.Explained, e)
	}
}

func explainedOf(x *report.Cause) explained {
	value := func(v float64) string { return x.Value(v).String() }
	e := explained{
		Kind: kindWords(x.Kind), Unit: x.ProfileUnit.String(), Unclear: x.Unclear.String(),
		Base: value(x.Base.Total), Head: value(x.Head.Total), Diff: signed(x, x.Head.Total-x.Base.Total),
		Samples: fmt.Sprintf("%d samples of base, %d of head", x.Base.Samples, x.Head.Samples),
	}
	if base, head := x.BaseFile.String(), x.HeadFile.String(); plainFile(base) && plainFile(head) {
		e.BaseFile, e.HeadFile = base, head
	}
	if x.Error > 0 {
		e.Diff += " ± " + value(x.Error)
	}
	functions := byGain(x.Functions)
	for _, f := range functions[:min(len(functions), mostFunctions)] {
		e.Functions = append(e.Functions, functionOf(x, f))
	}
	e.MoreFunctions = len(functions) - len(e.Functions)
	for _, s := range x.Shares[:min(len(x.Shares), mostShares)] {
		e.Shares = append(e.Shares, share{s.Name.String(), value(s.Base), value(s.Head),
			signed(x, s.Head-s.Base), direction(s.Head - s.Base)})
	}
	return e
}

// plainFile reports whether a file's name can stand in a command that people
// paste: below the report's directory, and nothing to a shell or as a flag.
func plainFile(name string) bool {
	for _, r := range name {
		if !words.Alnum(r) && !strings.ContainsRune("/._-", r) {
			return false
		}
	}
	return name != "" && !strings.HasPrefix(name, "-") && path.Clean(name) == name && !strings.HasPrefix(name, "/") && !strings.HasPrefix(name, "..")
}

// byGain keeps the order of the report, in which those that gained come first,
// and of too many keeps those that changed most.
func byGain(list []*report.Function) []*report.Function {
	if len(list) <= mostFunctions {
		return list
	}
	size := func(f *report.Function) float64 { return math.Abs(f.HeadFlat - f.BaseFlat) }
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b *report.Function) int { return cmp.Compare(size(b), size(a)) })
	least := size(sorted[mostFunctions-1])
	var most, rest []*report.Function
	for _, f := range list {
		if size(f) >= least && len(most) < mostFunctions {
			most = append(most, f)
		} else {
			rest = append(rest, f)
		}
	}
	return append(most, rest...)
}

func functionOf(x *report.Cause, f *report.Function) function {
	value := func(v float64) string { return x.Value(v).String() }
	own := f.HeadFlat - f.BaseFlat
	out := function{
		Name: f.Name.String(), Place: f.Place.String(), Note: noteOf(f),
		Own: signed(x, own), Direction: direction(own),
		BaseOwn: value(f.BaseFlat), HeadOwn: value(f.HeadFlat), BaseAll: value(f.BaseCum), HeadAll: value(f.HeadCum),
	}
	if f.Error > 0 {
		out.OwnError = "± " + value(f.Error)
	}
	for i, n := range f.Changed[:min(len(f.Changed), 8)] {
		if i > 0 {
			out.ChangedLines += ", "
		}
		out.ChangedLines += strconv.Itoa(n)
	}
	if len(f.Changed) > 8 {
		out.ChangedLines += ", …"
	}
	return out
}

// noteOf says what else there is to a function.
func noteOf(f *report.Function) string {
	note := map[string]string{"base": "only in base", "head": "only in head"}[f.Only.String()]
	switch f.Inlined.String() {
	case "base":
		return joined(note, "no longer inlined")
	case "head":
		return joined(note, "newly inlined")
	case "both":
		return joined(note, "inlined")
	}
	return note
}

func joined(a, b string) string {
	if a == "" {
		return b
	}
	return a + ", " + b
}

func signed(of *report.Cause, x float64) string {
	switch {
	case x < 0:
		return "−" + of.Value(-x).String()
	case x > 0:
		return "+" + of.Value(x).String()
	}
	return "0"
}

func direction(x float64) string {
	switch {
	case x > 0:
		return "up"
	case x < 0:
		return "down"
	}
	return ""
}

func kindWords(kind report.Text) string {
	known := map[string]string{"cpu": "CPU time", "alloc_space": "allocated bytes", "alloc_objects": "allocations",
		"block": "blocked time", "mutex": "time that others waited for locks"}[kind.String()]
	if known == "" {
		return kind.String()
	}
	return known
}
