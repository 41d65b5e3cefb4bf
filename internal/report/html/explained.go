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
func (p *page) explain(rep *report.Report) {
	type key struct{ pkg, benchmark, unit string }
	rows := map[key]*detail{}
	for _, list := range [][]*detail{p.Culprits, p.Details} {
		for _, d := range list {
			rows[key{d.Row.Package, d.Row.Benchmark, d.Row.Unit}] = d
		}
	}
	budget := allFrames
	for i := range rep.Explanations {
		x := &rep.Explanations[i]
		d := rows[key{x.Package, x.Benchmark, x.Unit}]
		if d == nil {
			continue // of a row that is not shown
		}
		e := explainedOf(x)
		e.Flame = -1
		if x.Tree != nil && budget > 0 {
			e.Flame = len(p.Flames)
			f := flameOf(x, min(budget, mostFrames))
			budget -= f.frames
			p.Flames = append(p.Flames, f)
		}
		d.Explained = append(d.Explained, e)
	}
}

func explainedOf(x *report.Explanation) explained {
	value := func(v float64) string { return report.Value(x.ProfileUnit, v) }
	e := explained{
		Kind: kindWords(x.Kind), Unit: report.Visible(x.ProfileUnit), Unclear: report.Visible(x.Unclear),
		Base: value(x.Base.Total), Head: value(x.Head.Total), Diff: signed(x.ProfileUnit, x.Head.Total-x.Base.Total),
		Samples: fmt.Sprintf("%d samples of base, %d of head", x.Base.Samples, x.Head.Samples),
	}
	if plainFile(x.BaseFile) && plainFile(x.HeadFile) {
		e.BaseFile, e.HeadFile = x.BaseFile, x.HeadFile
	}
	if x.Error > 0 {
		e.Diff += " ± " + value(x.Error)
	}
	functions := byGain(x.Functions)
	for _, f := range functions[:min(len(functions), mostFunctions)] {
		e.Functions = append(e.Functions, functionOf(x.ProfileUnit, &f))
	}
	e.MoreFunctions = len(functions) - len(e.Functions)
	for _, s := range x.Shares[:min(len(x.Shares), mostShares)] {
		e.Shares = append(e.Shares, share{report.Visible(s.Name), value(s.Base), value(s.Head),
			signed(x.ProfileUnit, s.Head-s.Base), direction(s.Head - s.Base)})
	}
	return e
}

// plainFile reports whether a file's name can stand in a command that people
// paste: below the report's directory, and nothing to a shell or as a flag.
func plainFile(name string) bool {
	for _, r := range name {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
		if !letter && !strings.ContainsRune("/._-", r) {
			return false
		}
	}
	return name != "" && !strings.HasPrefix(name, "-") && path.Clean(name) == name && !strings.HasPrefix(name, "/") && !strings.HasPrefix(name, "..")
}

// byGain keeps the order of the report, in which those that gained come first,
// and of too many keeps those that changed most.
func byGain(list []report.FunctionChange) []report.FunctionChange {
	if len(list) <= mostFunctions {
		return list
	}
	size := func(f report.FunctionChange) float64 { return math.Abs(f.HeadFlat - f.BaseFlat) }
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b report.FunctionChange) int { return cmp.Compare(size(b), size(a)) })
	least := size(sorted[mostFunctions-1])
	var most, rest []report.FunctionChange
	for _, f := range list {
		if size(f) >= least && len(most) < mostFunctions {
			most = append(most, f)
		} else {
			rest = append(rest, f)
		}
	}
	return append(most, rest...)
}

func functionOf(unit string, f *report.FunctionChange) function {
	value := func(v float64) string { return report.Value(unit, v) }
	own := f.HeadFlat - f.BaseFlat
	out := function{
		Name: report.Visible(f.Name), Place: place(f.File, f.Line), Note: noteOf(f),
		Own: signed(unit, own), Direction: direction(own),
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
func noteOf(f *report.FunctionChange) string {
	note := map[string]string{"base": "only in base", "head": "only in head"}[f.Only]
	switch f.Inlined {
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

func place(file string, line int) string {
	if file == "" || line <= 0 {
		return report.Visible(file)
	}
	return fmt.Sprintf("%s:%d", report.Visible(file), line)
}

func signed(unit string, x float64) string {
	switch {
	case x < 0:
		return "−" + report.Value(unit, -x)
	case x > 0:
		return "+" + report.Value(unit, x)
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

func kindWords(kind string) string {
	words := map[string]string{"cpu": "CPU time", "alloc_space": "allocated bytes", "alloc_objects": "allocations",
		"block": "blocked time", "mutex": "time that others waited for locks"}[kind]
	if words == "" {
		return report.Visible(kind)
	}
	return words
}
