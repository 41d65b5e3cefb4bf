package explain

import (
	"cmp"
	"slices"

	"github.com/benchgate/benchgate/internal/report"
)

// A node is one call with what it calls.
type node struct {
	at       frame
	value    float64
	children map[string]*node
}

// add adds a stack below a root, the runtime's and package testing's frames left
// out. What nobody owns goes under the name of its part.
func (n *node) add(st stack) {
	n.value += st.value
	at := n
	for i := len(st.frames) - 1; i >= 0; i-- {
		if f := st.frames[i]; f.class != system && f.class != harness {
			at = at.child(f)
			at.value += st.value
		}
	}
	if at == n {
		n.child(frame{name: "(" + st.part + ")"}).value += st.value
	}
}

func (n *node) child(f frame) *node {
	c, ok := n.children[f.name]
	if !ok {
		c = &node{at: f}
		if n.children == nil {
			n.children = map[string]*node{}
		}
		n.children[f.name] = c
	}
	return c
}

func (n *node) merge(o *node, weight float64) {
	n.value += weight * o.value
	for _, c := range o.children {
		n.child(c.at).merge(c, weight)
	}
}

// Bounds of a tree that is shown.
const (
	thinnest = 0.002 // of the larger total; thinner frames are left out
	deepest  = 100
)

// merged returns the calls of both sides as one tree, or nil.
func merged(base, head total) *report.Frame {
	least := thinnest * max(base.mean.total, head.mean.total)
	if least == 0 {
		return nil
	}
	root := pair(base.mean.tree, head.mean.tree, least, 0)
	root.Name, root.File, root.Line = "", "", 0
	return root
}

// pair returns the frame of a call of both sides; either may be nil.
func pair(base, head *node, least float64, depth int) *report.Frame {
	f := &report.Frame{}
	names := map[string]bool{}
	for _, side := range []*node{base, head} { // head's place wins
		if side == nil {
			continue
		}
		f.Name, f.File, f.Line = side.at.name, side.at.file, cmp.Or(side.at.start, side.at.line)
		for name := range side.children {
			names[name] = true
		}
	}
	f.Base, f.Head = base.worth(), head.worth()
	for name := range names {
		b, h := base.called(name), head.called(name)
		if max(b.worth(), h.worth()) >= least && depth < deepest {
			f.Children = append(f.Children, pair(b, h, least, depth+1))
		}
	}
	slices.SortFunc(f.Children, func(a, b *report.Frame) int {
		return cmp.Or(cmp.Compare(max(b.Base, b.Head), max(a.Base, a.Head)), cmp.Compare(a.Name, b.Name))
	})
	return f
}

func (n *node) worth() float64 {
	if n == nil {
		return 0
	}
	return n.value
}

func (n *node) called(name string) *node {
	if n == nil {
		return nil
	}
	return n.children[name]
}
