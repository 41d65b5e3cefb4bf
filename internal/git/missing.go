package git

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
)

// missing says why a submodule could not be filled.
type missing struct {
	link  gitlink
	clone string // the clone that lacks the commit; "" where there is no clone
}

// compareMissing turns what is missing into a warning, where the user has no
// clone of it and does without on both sides, and else into an error.
func (l *layer) compareMissing(base, head *side) error {
	var both []string
	for _, pair := range [][2]*side{{base, head}, {head, base}} {
		for _, path := range sortedPaths(pair[0].missing) {
			m := pair[0].missing[path]
			if _, ok := pair[1].missing[path]; !ok || m.clone != "" {
				return pair[0].lacks(m)
			}
			if pair[0] == base {
				both = append(both, strconv.Quote(path))
			}
		}
	}
	if len(both) > 0 {
		l.Warnings = append(l.Warnings, fmt.Sprintf("submodules left empty on both sides, since they are not in this clone: %s (git submodule update --init --recursive gets them)", strings.Join(both, ", ")))
	}
	return nil
}

func (s *side) lacks(m missing) error {
	e := &Error{Op: "lay out " + s.name, Err: fmt.Errorf("submodule %q is not in this clone", m.link.path),
		Advice: "git submodule update --init --recursive"}
	if m.clone != "" {
		e.Err = fmt.Errorf("the clone of submodule %q lacks commit %.12s", m.link.path, m.link.sha)
		e.Advice = fmt.Sprintf("git --git-dir=%s fetch origin %s", quoted(m.clone), m.link.sha)
	}
	return e
}

func sortedPaths(m map[string]missing) []string {
	paths := make([]string, 0, len(m))
	for path := range m {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	return paths
}
