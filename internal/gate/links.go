package gate

import (
	"io/fs"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/changes"
)

// throughLinks adds to the changed files the paths by which links of either tree
// lead to them: a benchmark that reads testdata may read what lies elsewhere.
func throughLinks(t trees, changed []string) ([]string, error) {
	if len(changed) == 0 {
		return changed, nil
	}
	var links []changes.Link
	for _, root := range t.roots() {
		found, err := linksIn(root)
		if err != nil {
			return nil, err
		}
		links = append(links, found...)
	}
	return changes.Through(links, changed), nil
}

// linksIn lists the symbolic links of a tree that lead to something in it.
func linksIn(root string) (links []changes.Link, err error) {
	real, err := filepath.EvalSymlinks(root)
	if err != nil {
		return nil, err
	}
	err = filepath.WalkDir(real, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Type()&fs.ModeSymlink == 0 {
			return err
		}
		to, err := filepath.EvalSymlinks(path)
		if err != nil {
			return nil // nothing can be read through it
		}
		rel, err := filepath.Rel(real, to)
		if err != nil || !filepath.IsLocal(rel) {
			return nil
		}
		name, err := filepath.Rel(real, path)
		links = append(links, changes.Link{Path: filepath.ToSlash(name), To: filepath.ToSlash(rel)})
		return err
	})
	return links, err
}
