package profiles

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/benchgate/benchgate/internal/explain"
	"github.com/benchgate/benchgate/internal/gotest"
)

// ReadCode reads what an explanation needs to know of one side: the modules that
// packages belong to, and the sources of the package of the benchmark, whose
// loop is in one of them. Root is the side's tree.
func ReadCode(root string, of gotest.Package, packages []gotest.Package) (explain.Code, error) {
	c := explain.Code{Root: filepath.ToSlash(root), Files: map[string]explain.File{}}
	seen := map[explain.Module]bool{}
	for _, p := range packages {
		if m, ok := moduleOf(root, p); ok && !seen[m] {
			seen[m] = true
			c.Modules = append(c.Modules, m)
		}
	}
	entries, err := os.ReadDir(of.Dir)
	if err != nil {
		return c, err
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") {
			continue
		}
		name := path.Join(of.RelDir, e.Name())
		if c.Files[name], err = ReadFile(root, name); err != nil {
			return c, err
		}
	}
	return c, nil
}

// moduleOf finds the module of a package by what of its import path its place in
// the module does not account for.
func moduleOf(root string, p gotest.Package) (explain.Module, bool) {
	below, err := filepath.Rel(p.ModuleDir, p.Dir)
	if err != nil {
		return explain.Module{}, false
	}
	dir, err := filepath.Rel(root, p.ModuleDir)
	if err != nil || !filepath.IsLocal(dir) {
		return explain.Module{}, false
	}
	name := p.ImportPath
	if below != "." {
		var ok bool
		if name, ok = strings.CutSuffix(name, "/"+filepath.ToSlash(below)); !ok {
			return explain.Module{}, false
		}
	}
	return explain.Module{Path: name, Dir: filepath.ToSlash(dir)}, true
}

// largestSource bounds the files that are read.
const largestSource = 4 << 20

// ReadFile reads one Go file of a tree, by its path in the repository. One that
// is not there, is no plain file or is absurdly large tells nothing.
func ReadFile(root, name string) (explain.File, error) {
	file, ok := within(root, name)
	if !ok {
		return explain.File{}, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return explain.File{}, err
	}
	return explain.ParseFile(name, text), nil
}

// within returns where a file of a tree is, if it is one to be read.
func within(root, name string) (string, bool) {
	if !filepath.IsLocal(filepath.FromSlash(name)) || !strings.HasSuffix(name, ".go") {
		return "", false
	}
	file := filepath.Join(root, filepath.FromSlash(name))
	info, err := os.Lstat(file)
	if err != nil {
		return file, errors.Is(err, fs.ErrNotExist)
	}
	return file, info.Mode().IsRegular() && info.Size() <= largestSource
}
