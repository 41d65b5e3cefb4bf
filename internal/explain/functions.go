package explain

import (
	"cmp"
	"math"
	"slices"

	"github.com/benchgate/benchgate/internal/report"
)

// Bounds of what an explanation lists.
const (
	mostGained = 12
	mostLost   = 6
	mostFolded = 3
	// trifle is the share of the larger total below which nothing is listed.
	trifle = 0.002
	// seenFor is how many samples one side must have of a function for it to be
	// called new or gone where the other has none.
	seenFor = 6
)

// functions lists those that gained most, then those that lost most, and what
// all others come to.
func (q *Question) functions(base, head total) ([]report.FunctionChange, report.ProfileRest) {
	var gained, lost []report.FunctionChange
	names := map[string]bool{}
	for _, t := range []total{base, head} {
		for name := range t.mean.cum {
			names[name] = true
		}
	}
	least := trifle * max(base.mean.total, head.mean.total)
	for name := range names {
		f := q.function(name, base, head)
		switch d := gain(f); {
		case d > least:
			gained = append(gained, f)
		case d < -least:
			lost = append(lost, f)
		}
	}
	slices.SortFunc(gained, func(a, b report.FunctionChange) int {
		return cmp.Or(cmp.Compare(gain(b), gain(a)), cmp.Compare(a.Name, b.Name))
	})
	slices.SortFunc(lost, func(a, b report.FunctionChange) int {
		return cmp.Or(cmp.Compare(gain(a), gain(b)), cmp.Compare(a.Name, b.Name))
	})
	list := append(gained[:min(len(gained), mostGained)], lost[:min(len(lost), mostLost)]...)
	rest := report.ProfileRest{Functions: len(names) - len(list), Base: base.mean.total, Head: head.mean.total}
	for _, f := range list {
		rest.Base -= f.BaseFlat
		rest.Head -= f.HeadFlat
	}
	return slices.Concat([]report.FunctionChange{}, list), rest
}

func gain(f report.FunctionChange) float64 { return f.HeadFlat - f.BaseFlat }

func (q *Question) function(name string, base, head total) report.FunctionChange {
	b, h := base.mean, head.mean
	at, ok := h.where[name]
	if !ok {
		at = b.where[name]
	}
	return report.FunctionChange{
		Name: name, File: at.file, Line: cmp.Or(at.start, at.line),
		BaseFlat: b.flat[name], HeadFlat: h.flat[name], BaseCum: b.cum[name], HeadCum: h.cum[name],
		Error: errorOf(base.flat(name), head.flat(name)),
		Only:  only(b, h, name), Inlined: inlined(b, h, name),
		Folded: folded(b.folded[name], h.folded[name]),
	}
}

// only says on which side alone a function is. A sampling profiler may miss a
// small one.
func only(base, head *tally, name string) string {
	switch b, h := base.cum[name], head.cum[name]; {
	case h == 0 && base.samples*b >= seenFor*base.total:
		return "base"
	case b == 0 && head.samples*h >= seenFor*head.total:
		return "head"
	}
	return ""
}

// inlined says where most of a function stood in its caller's body.
func inlined(base, head *tally, name string) string {
	b := base.inlined[name] > base.flat[name]/2
	h := head.inlined[name] > head.flat[name]/2
	switch {
	case b && h:
		return "both"
	case b:
		return "base"
	case h:
		return "head"
	}
	return ""
}

// folded lists the folded functions that a function spent most in, by how much
// that changed.
func folded(base, head map[string]float64) []report.FoldedChange {
	var list []report.FoldedChange
	for name, h := range head {
		list = append(list, report.FoldedChange{Name: name, Base: base[name], Head: h})
	}
	for name, b := range base {
		if _, both := head[name]; !both {
			list = append(list, report.FoldedChange{Name: name, Base: b})
		}
	}
	slices.SortFunc(list, func(a, b report.FoldedChange) int {
		return cmp.Or(cmp.Compare(math.Abs(b.Head-b.Base), math.Abs(a.Head-a.Base)), cmp.Compare(a.Name, b.Name))
	})
	return slices.Clip(list[:min(len(list), mostFolded)])
}

// shares splits both totals into their parts.
func shares(base, head total) []report.ShareChange {
	list := []report.ShareChange{}
	for _, p := range parts {
		b, h := base.mean.parts[p], head.mean.parts[p]
		if b != 0 || h != 0 {
			list = append(list, report.ShareChange{Name: p, Base: b, Head: h})
		}
	}
	return list
}
