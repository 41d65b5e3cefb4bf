package changes

import (
	"path"
	"slices"
)

// Documentation tells whether none of the changed files can matter to any
// benchmark: each is one that Ignore names, outside of testdata, and neither
// an input nor at or below one of the directories whose Go files embed others.
// No file at all is no documentation. Unlike Visible it takes a benchmark not to
// read such a file of its own directory.
func (f Filter) Documentation(changed []string) bool {
	for _, name := range changed {
		embedded := slices.ContainsFunc(f.Embedding, func(dir string) bool { return within(name, dir) })
		if !matchAny(f.Ignore, name) || matchAny(f.Inputs, name) || inTestdata(name) || embedded || path.Ext(name) == ".go" {
			return false
		}
	}
	return len(changed) > 0
}
