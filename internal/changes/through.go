package changes

import (
	"maps"
	"slices"
	"strings"
)

// A Link is a symbolic link of a tree: its path, and the one that it leads to, both
// as slash paths from the tree's root ("." for that) without links above them.
type Link struct{ Path, To string }

// mostHops is how many links lie on one path at the most: links that lead to each
// other's directories make ever longer ones.
const mostHops = 4

// Through adds to the changed files the paths by which links lead to them, since a
// benchmark reads a file by the path that it knows. The result is sorted.
func Through(links []Link, changed []string) []string {
	all := map[string]bool{}
	for _, name := range changed {
		all[name] = true
	}
	names := changed
	for range mostHops {
		var more []string
		for _, name := range names {
			for _, l := range links {
				if seen, ok := l.seen(name); ok && !all[seen] {
					all[seen] = true
					more = append(more, seen)
				}
			}
		}
		names = more
	}
	return slices.Sorted(maps.Keys(all))
}

// seen is a changed path as it is seen through the link. What changed may also be a
// whole directory, such as a submodule's, that the link leads into.
func (l Link) seen(name string) (string, bool) {
	switch {
	case l.To == name || strings.HasPrefix(l.To, name+"/"):
		return l.Path, true
	case l.To == ".":
		return l.Path + "/" + name, true
	case strings.HasPrefix(name, l.To+"/"):
		return l.Path + strings.TrimPrefix(name, l.To), true
	}
	return "", false
}
