package main

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/benchgate/benchgate/internal/buildflag"
	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/shell"
)

// suggest sets what a shell completes the value of a flag with.
func suggest(c *cobra.Command, flag string, with cobra.CompletionFunc) {
	if err := c.RegisterFlagCompletionFunc(flag, with); err != nil {
		panic(err) // there is no such flag, or it has one
	}
}

// suggestions are what may stand at a place of the command line.
type suggestions []cobra.Completion

func (s *suggestions) add(about string, words ...string) {
	for _, w := range words {
		*s = append(*s, cobra.CompletionWithDesc(w, about))
	}
}

// addName adds the name of something. One that a shell would not take as it is
// stays away: cobra's scripts do not quote what several suggestions begin with.
func (s *suggestions) addName(about, name string) {
	if shell.Quote(name) == name {
		s.add(about, name)
	}
}

// from are those that go on from what is typed, and no files.
func (s suggestions) from(typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return slices.DeleteFunc(s, func(w cobra.Completion) bool { return !strings.HasPrefix(w, typed) }), cobra.ShellCompDirectiveNoFileComp
}

// oneOf suggests these words.
func oneOf(words ...string) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		var s suggestions
		s.add("", words...)
		return s.from(typed)
	}
}

// buildFlags suggests what may follow "--".
func buildFlags(typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var s suggestions
	for _, name := range buildflag.Names() {
		s.add("flag of go test", "-"+name)
	}
	words, directive := s.from(typed)
	return words, directive | cobra.ShellCompDirectiveNoSpace // a value may follow
}

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
