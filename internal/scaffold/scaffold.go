// Package scaffold looks at a repository and writes the files that gate it, after
// asking: a policy, a workflow, the hook.
package scaffold

import (
	_ "embed"
	"strings"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/words"
)

// workflow is what docs/github.md shows, too; COMMIT stands for that of the
// action.
//
//go:embed benchmarks.yml
var workflow string

// Workflow is the GitHub workflow for one repository whose branches belong to
// people who are trusted, with the action of that commit, in full. Where none is
// known the place of it is left, with a comment that says so.
func Workflow(commit string) string {
	if commit == "" {
		commit = "COMMIT # put the commit of the benchgate release that you pick here"
	}
	return strings.Replace(workflow, "COMMIT", commit, 1)
}

// WorkflowPath is where the workflow goes, from the repository's root.
const WorkflowPath = ".github/workflows/benchmarks.yml"

// A Survey is what init sees in a repository. The zero value is an empty one.
type Survey struct {
	Modules       []string // directories with a go.mod, as slash paths from the root
	Packages      int      // with benchmarks
	Benchmarks    int      // functions; sub-benchmarks appear only by running
	Unlisted      string   // why benchmarks could not be counted, "" if they were
	CI            []string // systems, by the names people know them by
	DefaultBranch string   // "" where none is known
}

// Lines says what was seen, a line a thing.
func (s Survey) Lines() []string {
	modules := words.Count(len(s.Modules), "module")
	if n := len(s.Modules); n > 0 {
		shown := s.Modules[:min(n, 5)]
		modules += ": " + strings.Join(shown, ", ")
		if n > len(shown) {
			modules += ", …"
		}
	}
	benchmarks := words.Count(s.Benchmarks, "benchmark function") + " in " + words.Count(s.Packages, "package")
	switch {
	case s.Unlisted != "":
		benchmarks = "benchmarks could not be counted: " + s.Unlisted
	case s.Benchmarks == 0:
		benchmarks = "no benchmarks yet: func BenchmarkXxx(b *testing.B) in a _test.go file is one"
	}
	branch, ci := "no default branch known", "no CI system known here"
	if s.DefaultBranch != "" {
		branch = "default branch " + s.DefaultBranch
	}
	if len(s.CI) > 0 {
		ci = "CI: " + strings.Join(s.CI, ", ")
	}
	return []string{modules, benchmarks, branch, ci}
}

// Policy is the policy file for what was seen: the defaults, each with a
// comment that says what it does.
func Policy(s Survey) string {
	lines := s.Lines()
	return config.Starter("Found by benchgate init: "+lines[0]+";", lines[1]+".")
}
