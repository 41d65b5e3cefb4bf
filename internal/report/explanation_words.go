package report

import (
	"fmt"
	"slices"
	"strings"
)

// surely is how many standard errors a function must have gained to be named.
const surely = 2.5

// culprits are the functions that gained for certain, the first ones first.
func (e *Explanation) culprits() []FunctionChange {
	var list []FunctionChange
	for _, f := range e.Functions {
		if d := f.HeadFlat - f.BaseFlat; d > 0 && d > surely*f.Error {
			list = append(list, f)
		}
	}
	return list
}

// difference is that of two values of the profile, with its sign: "+1.2µs".
func (e *Explanation) difference(base, head float64) string {
	d := head - base
	if d == 0 {
		return "0"
	}
	text := scaleFor(e.ProfileUnit, false, d).signed(d)
	if e.ProfileUnit == "allocs/op" {
		text += " allocs"
	}
	return text
}

// per names what a value of the profile is.
func (e *Explanation) per() string {
	switch e.Kind {
	case "cpu":
		return "of CPU time per operation"
	case "block":
		return "of waiting per operation, by block profiles"
	case "mutex":
		return "of waiting for locks per operation, by mutex profiles"
	case "alloc_space":
		return "allocated per operation"
	}
	return "per operation"
}

// shortFunction is a function without the directories of its package.
func shortFunction(name string) string {
	end := strings.IndexAny(name, "[(")
	if end < 0 {
		end = len(name)
	}
	return name[strings.LastIndexByte(name[:end], '/')+1:]
}

// traits says what is special about a function: "new; no longer inlined;
// lines 28, 30-32 changed".
func (f *FunctionChange) traits() []string {
	var list []string
	switch f.Only {
	case "head":
		list = append(list, "new")
	case "base":
		list = append(list, "gone")
	}
	switch {
	case f.Inlined == "base" && f.Only == "":
		list = append(list, "no longer inlined")
	case f.Inlined == "head" && f.Only == "":
		list = append(list, "now inlined")
	}
	switch len(f.Changed) {
	case 0:
	case 1:
		list = append(list, fmt.Sprintf("line %d changed", f.Changed[0]))
	default:
		list = append(list, "lines "+ranges(f.Changed, 6)+" changed")
	}
	return list
}

// ranges writes line numbers in order: "28, 30-32", with an ellipsis after so
// many.
func ranges(lines []int, most int) string {
	var parts []string
	for i := 0; i < len(lines); {
		j := i
		for j+1 < len(lines) && lines[j+1] == lines[j]+1 {
			j++
		}
		if len(parts) == most {
			parts = append(parts, "…")
			break
		}
		if j == i {
			parts = append(parts, fmt.Sprint(lines[i]))
		} else {
			parts = append(parts, fmt.Sprintf("%d-%d", lines[i], lines[j]))
		}
		i = j + 1
	}
	return strings.Join(parts, ", ")
}

// inside names where a function's gain is, beside its own lines: "+9ns in
// runtime.growslice", "+3ns for garbage collection".
func (e *Explanation) inside(f *FunctionChange) []string {
	var list []string
	for _, c := range f.Folded {
		if d := c.Head - c.Base; d > (f.HeadFlat-f.BaseFlat)/10 {
			where := " in " + shortFunction(c.Name)
			if part, ok := strings.CutPrefix(c.Name, "("); ok {
				where = " for " + strings.TrimSuffix(part, ")")
			}
			list = append(list, e.difference(c.Base, c.Head)+where)
		}
	}
	return list
}

// system names the parts of the runtime that gained a fifth of the change or
// more: "+41ns garbage collection".
func (e *Explanation) system() []string {
	var list []string
	for _, s := range e.Shares {
		own := slices.Contains([]string{"user code", "standard library"}, s.Name)
		if d := s.Head - s.Base; !own && d > 0 && d >= (e.Head.Total-e.Base.Total)/5 && e.Head.Total > e.Base.Total {
			list = append(list, e.difference(s.Base, s.Head)+" "+s.Name)
		}
	}
	return list
}
