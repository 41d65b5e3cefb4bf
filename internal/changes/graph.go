package changes

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Node is one package of a test binary as the compiler gets it. The zero
// value is a package without files.
type Node struct {
	// Identity names what cannot differ under one name: a version of a module, or
	// the toolchain for the standard library; "" where Files say what there is.
	Identity string
	// Files are the digests of the files that are compiled in or embedded, by their
	// slash paths from the tree's root.
	Files map[string]string
	// Settings are the other things that the compiler is told, in any form.
	Settings string
	// Wide is set where the package is able to read or run code of any other package
	// at run time, or might be, and says by what.
	Wide string
	// Unclear says why it is not known what is compiled; "" where it is known.
	Unclear string
}

// A Graph is everything that one test binary is compiled from: its packages by
// import path, those of its tests included.
type Graph map[string]Node

// Why says why a benchmark of the package in relDir might behave differently
// on the two sides, of whose test binaries the graphs are: something that is
// compiled in differs, or one of the changed files (as for Visible) might be
// read. It returns "" where nothing of the kind is there. Anything unclear is a
// reason.
func (f Filter) Why(base, head Graph, changed []string, relDir string) string {
	if why := difference(base, head); why != "" {
		return why
	}
	return f.Sees(Reach(head), changed, relDir)
}

// Sees says why a benchmark of the package in relDir might behave differently
// although its binary is the same: it might read one of the changed files (as for
// Visible), or it has a reach, as Reach has it, and more than documentation
// changed. It returns "" where nothing of the kind is there.
func (f Filter) Sees(reach string, changed []string, relDir string) string {
	if file, why := f.Visible(changed, relDir); file != "" {
		return file + " changed and " + why
	}
	code := slices.DeleteFunc(slices.Clone(changed), func(name string) bool { return name == f.Policy })
	if reach == "" || len(code) == 0 || f.Documentation(code) {
		return ""
	}
	return reach + ", so it might read or run what changed elsewhere"
}

// Reach says which package of a graph is able to read or run code that is no part
// of it; "" where none is.
func Reach(g Graph) string {
	if len(g) == 0 {
		return "its imports are not known"
	}
	for _, path := range slices.Sorted(maps.Keys(g)) {
		if w := g[path].Wide; w != "" {
			path, _, _ = strings.Cut(path, " ") // without the test that it is built for
			return path + " uses " + w
		}
	}
	return ""
}

// difference says what differs between two graphs, the first in order of
// import paths, or what is unclear about either.
func difference(base, head Graph) string {
	if len(base) == 0 || len(head) == 0 {
		return "its imports are not known"
	}
	all := maps.Clone(base)
	maps.Copy(all, head)
	for _, path := range slices.Sorted(maps.Keys(all)) {
		b, inBase := base[path]
		h, inHead := head[path]
		switch {
		case !inBase:
			return "it now imports " + path
		case !inHead:
			return "it no longer imports " + path
		}
		if why := b.difference(h); why != "" {
			return path + ": " + why
		}
	}
	return ""
}

func (n Node) difference(head Node) string {
	switch {
	case n.Unclear != "" || head.Unclear != "":
		return cmp.Or(head.Unclear, n.Unclear)
	case n.Identity != head.Identity:
		return fmt.Sprintf("%s became %s", cmp.Or(n.Identity, "the tree's own"), cmp.Or(head.Identity, "the tree's own"))
	case n.Settings != head.Settings:
		return "it is compiled with other settings"
	}
	all := maps.Clone(n.Files)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, head.Files)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		was, before := n.Files[name]
		is, after := head.Files[name]
		switch {
		case !before:
			return name + " is new"
		case !after:
			return name + " is gone"
		case was != is:
			return name + " changed"
		}
	}
	return ""
}
