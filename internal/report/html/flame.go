package html

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/benchgate/benchgate/internal/report"
)

// A flame is the merged call tree of an explanation as the script reads it.
type flame struct {
	Title string `json:"title"`
	Unit  string `json:"unit"`
	// Names and Places are what nodes point into.
	Names  []string `json:"names"`
	Places []string `json:"places"`
	Root   node     `json:"root"`

	frames int
}

// A node is [name, place, base, head, children], without children where there
// are none.
type node []any

// A flattener turns frames into nodes.
type flattener struct {
	*flame
	names, places map[string]int
	least         float64 // what a frame must have on one side to be kept
}

// flameOf keeps the largest frames, at most so many and about as many again for
// what was folded; those that are folded stand together as one of their
// parent's children, so that sums stay right.
func flameOf(x *report.Cause, tree *report.Call, most int) flame {
	f := flame{Unit: x.ProfileUnit.String(),
		Title: x.Benchmark.String() + ", " + kindWords(x.Kind)}
	l := &flattener{flame: &f, names: map[string]int{}, places: map[string]int{}, least: leastOf(tree, most)}
	f.Root = l.node(tree)
	return f
}

// leastOf is the size from which a frame is among the largest.
func leastOf(root *report.Call, most int) float64 {
	var sizes []float64
	var walk func(*report.Call)
	walk = func(fr *report.Call) {
		sizes = append(sizes, max(fr.Base, fr.Head))
		for _, c := range fr.Children {
			walk(c)
		}
	}
	walk(root)
	if len(sizes) <= most {
		return 0
	}
	slices.SortFunc(sizes, func(a, b float64) int { return cmp.Compare(b, a) })
	return sizes[most]
}

func (l *flattener) node(fr *report.Call) node {
	l.frames++
	var kids []node
	folded, base, head := 0, 0.0, 0.0
	for _, c := range fr.Children {
		if size := max(c.Base, c.Head); size <= l.least && l.least > 0 {
			folded++
			base, head = base+c.Base, head+c.Head
			continue
		}
		kids = append(kids, l.node(c))
	}
	if folded > 0 {
		l.frames++
		kids = append(kids, node{index(l.names, &l.Names, fmt.Sprintf("(%d small calls)", folded)), 0, rounded(base), rounded(head)})
	}
	n := node{index(l.names, &l.Names, fr.Name.String()), index(l.places, &l.Places, fr.Place.String()),
		rounded(fr.Base), rounded(fr.Head)}
	if len(kids) > 0 {
		n = append(n, kids)
	}
	return n
}

func index(at map[string]int, list *[]string, s string) int {
	i, ok := at[s]
	if !ok {
		i = len(*list)
		at[s] = i
		*list = append(*list, s)
	}
	return i
}

// rounded keeps five digits: more are not seen, and take room.
func rounded(x float64) float64 {
	v, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 5, 64), 64)
	if err != nil {
		return 0
	}
	return v
}
