package main

import (
	"context"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/gotest"
)

// completeRefs suggests branches, tags and remote branches. Without a
// repository there are none.
func (p *program) completeRefs(ctx context.Context, c *completion) {
	repo, err := git.Open(ctx, p.Dir, p.Env)
	if err != nil {
		return
	}
	names, err := repo.Refs(ctx)
	if err != nil {
		return
	}
	c.add("the commit that is checked out", "HEAD")
	c.add("the commit before", "HEAD~1")
	for _, n := range names {
		c.add(n.Kind, n.Name)
	}
}

// completeBenchmarks suggests the benchmarks in the packages that the command
// line names, or anywhere below, as expressions: a part of the name first, and
// the name alone.
func (p *program) completeBenchmarks(c *completion, before []string) {
	seen := map[string]bool{}
	for _, dir := range dirsOf(p.Dir, before) {
		for _, f := range gotest.Glance(dir) {
			if name := strings.TrimPrefix(f.Name, "Benchmark"); !seen[name] && name != "" {
				seen[name] = true
				about := path.Dir(f.File)
				c.add(about, name)
				c.add(about+", this one alone", "^"+f.Name+"$")
			}
		}
	}
}

// dirsOf are the directories of the package patterns on a command line; the
// current one without any.
func dirsOf(dir string, words []string) []string {
	var dirs []string
	for _, w := range words[1:] {
		if w = strings.TrimSuffix(strings.TrimSuffix(w, "..."), "/"); strings.HasPrefix(w, ".") {
			dirs = append(dirs, filepath.Join(dir, filepath.FromSlash(w)))
		}
	}
	if len(dirs) == 0 {
		return []string{dir}
	}
	return dirs
}

// completePackages suggests the directories of packages with benchmarks.
func (p *program) completePackages(c *completion, current string) {
	dirs := map[string]bool{"./...": true}
	for _, f := range gotest.Glance(p.Dir) {
		for dir := path.Dir(f.File); ; dir = path.Dir(dir) {
			if dir == "." {
				dirs["."] = true
				break
			}
			dirs["./"+dir], dirs["./"+dir+"/..."] = true, true
		}
	}
	var names []string
	for d := range dirs {
		names = append(names, d)
	}
	slices.Sort(names)
	// Without the dot it would be an import path.
	if current != "" && !strings.HasPrefix(current, ".") {
		return
	}
	c.add("", names...)
}
