package main

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/gotest"
)

// suggestRefs suggests branches, tags and remote branches. Without a repository
// there are none.
func (p *program) suggestRefs(c *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var s suggestions
	repo, err := git.Open(c.Context(), p.Dir, p.Env)
	if err != nil {
		return s.from(typed)
	}
	names, err := repo.Refs(c.Context())
	if err != nil {
		return s.from(typed)
	}
	s.add("the commit that is checked out", "HEAD")
	s.add("the commit before", "HEAD~1")
	for _, n := range names {
		s.addName(n.Kind, n.Name)
	}
	return s.from(typed)
}

// suggestBenchmarks suggests the benchmarks in the packages that the command line
// names, or anywhere below, as expressions: a part of the name first, and the name
// alone.
func (p *program) suggestBenchmarks(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var s suggestions
	seen := map[string]bool{}
	for _, dir := range dirsOf(p.Dir, args) {
		for _, f := range gotest.Glance(dir) {
			if name := strings.TrimPrefix(f.Name, "Benchmark"); !seen[name] && name != "" {
				seen[name] = true
				about := path.Dir(f.File)
				s.add(about, name)
				s.add(about+", this one alone", "^"+f.Name+"$")
			}
		}
	}
	return s.from(typed)
}

// dirsOf are the directories of package patterns; the current one without any.
func dirsOf(dir string, patterns []string) []string {
	var dirs []string
	for _, w := range patterns {
		if w = strings.TrimSuffix(strings.TrimSuffix(w, "..."), "/"); strings.HasPrefix(w, ".") {
			dirs = append(dirs, filepath.Join(dir, filepath.FromSlash(w)))
		}
	}
	if len(dirs) == 0 {
		return []string{dir}
	}
	return dirs
}

// suggestPackages suggests the directories of packages with benchmarks, and build
// flags behind "--".
func (p *program) suggestPackages(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if slices.Contains(p.args, "--") || strings.HasPrefix(typed, "-") {
		return buildFlags(typed)
	}
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
	var s suggestions
	// Without the dot it would be an import path.
	if typed == "" || strings.HasPrefix(typed, ".") {
		for _, name := range names {
			s.addName("", name)
		}
	}
	return s.from(typed)
}
