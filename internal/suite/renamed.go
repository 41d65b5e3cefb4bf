package suite

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// matchRenamed matches the packages of a module that has another path in head by
// their directories: by their import paths all would be removed and added, and nothing
// compared. They have head's names.
func (l *loader) matchRenamed(byPath map[string]*pair) {
	inBase := map[string]*pair{} // by directory
	for _, p := range byPath {
		if p.pkg[round.Head] == nil {
			inBase[p.pkg[round.Base].RelDir] = p
		}
	}
	for _, path := range slices.Sorted(maps.Keys(byPath)) {
		head := byPath[path]
		if head.pkg[round.Base] != nil {
			continue
		}
		base := inBase[head.pkg[round.Head].RelDir]
		if base == nil || !l.renamed(base.pkg[round.Base], head.pkg[round.Head]) {
			continue
		}
		l.join(head, base)
		delete(byPath, base.path)
	}
}

// renamed tells whether two packages of one directory belong to one module under two
// paths, and says so once.
func (l *loader) renamed(base, head *gotest.Package) bool {
	was, err1 := filepath.Rel(l.Base.Root, base.ModuleDir)
	is, err2 := filepath.Rel(l.Head.Root, head.ModuleDir)
	if err1 != nil || err2 != nil || was != is || base.ModulePath == head.ModulePath {
		return false
	}
	text := fmt.Sprintf("the module in %s is named %s in base and %s in head: packages are matched by directory and shown with head's names",
		filepath.ToSlash(is), base.ModulePath, head.ModulePath)
	if !slices.Contains(l.suite.Warnings, text) {
		l.suite.Warnings = append(l.suite.Warnings, text)
	}
	return true
}

// join takes base's package into head's pair, and what was noted of it under base's
// name.
func (l *loader) join(head, base *pair) {
	pkg := base.pkg[round.Base]
	head.pkg[round.Base] = pkg
	l.suite.Packages[round.Base][head.path] = *pkg
	for _, f := range pkg.Benchmarks {
		top := Top{head.path, topName(f.Name)}
		if _, ok := l.suite.Positions[top]; !ok {
			l.suite.Positions[top] = f
		}
		delete(l.suite.Positions, Top{base.path, topName(f.Name)})
	}
}
