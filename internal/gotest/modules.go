package gotest

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// within returns path relative to dir, with forward slashes, if it is dir or
// below it.
func within(dir, path string) (rel string, ok bool) {
	rel, err := filepath.Rel(dir, path)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}

// owner returns the directory of the module that holds dir, no higher than
// tree; empty without one.
func owner(tree, dir string) string {
	for {
		if isModule(dir) {
			return dir
		}
		if _, ok := within(tree, filepath.Dir(dir)); !ok || dir == tree {
			return ""
		}
		dir = filepath.Dir(dir)
	}
}

func isModule(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil && info.Mode().IsRegular()
}

// modulesBelow returns the directories of the modules strictly below dir, in
// lexical order, without those that the go command's own wildcards would not
// enter (vendor, testdata, names that start with a dot or an underscore) and
// without other git repositories.
func modulesBelow(dir string) ([]string, error) {
	var found []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path == dir || !d.IsDir():
			return nil
		case unlisted(d.Name()) || exists(filepath.Join(path, ".git")):
			return filepath.SkipDir
		case isModule(path):
			found = append(found, path)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for modules: %w", err)
	}
	return found, nil
}

func unlisted(name string) bool {
	return name == "vendor" || name == "testdata" || name[0] == '.' || name[0] == '_'
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// workspaces tells which modules must be worked on with GOWORK=off.
type workspaces struct {
	g    Go
	tree string
	used map[string][]string // go.work → directories of its modules
}

// off tells whether the module in dir stands outside the workspace that the go
// command would take for it: because the go.work file does not use it, or
// because the file lies outside the tree and names other trees' modules.
func (w *workspaces) off(ctx context.Context, dir string) (bool, error) {
	file, err := w.g.output(ctx, dir, w.g.Env, "env", "GOWORK")
	if err != nil || file == "" || file == "off" {
		return false, err
	}
	if _, ok := within(w.tree, file); !ok {
		return true, nil
	}
	used, ok := w.used[file]
	if !ok {
		if used, _, err = readWork(ctx, w.g, file); err != nil {
			return false, err
		}
		w.used[file] = used
	}
	return !slices.Contains(used, dir), nil
}
