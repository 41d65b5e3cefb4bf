package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/scaffold"
)

// initOptions are the command line of init.
type initOptions struct{ yes, force, workflow, hook bool }

func newInitFlags(o *initOptions) *flag.FlagSet {
	fs := flag.NewFlagSet("init", flag.ContinueOnError)
	fs.BoolVar(&o.yes, "yes", false, "write without asking, as where there is no terminal")
	fs.BoolVar(&o.force, "force", false, "replace files that are there already")
	fs.BoolVar(&o.workflow, "workflow", false, "write the GitHub workflow, too: "+scaffold.WorkflowPath)
	fs.BoolVar(&o.hook, "hook", false, "install the pre-push hook, too: see benchgate help hook")
	return fs
}

var initPage = page{
	usage: "benchgate init [--workflow] [--hook] [--yes] [--force]",
	text: `Init looks at the repository (modules, benchmarks, CI, default branch), shows
what it would write, and asks. It writes .benchgate.yml, the policy: the
defaults, each with a comment that says what it does. Files that are there stay,
unless --force is given.

Examples:
  benchgate init                    the policy file, after asking
  benchgate init --workflow --hook  also the GitHub workflow and the hook
  benchgate init --yes              without a terminal, as in a script`,
	flags: func() *flag.FlagSet { return newInitFlags(&initOptions{}) },
}

// A starter is one call of init.
type starter struct {
	*program
	*initOptions
	repo  *git.Repo
	files []starterFile
	place git.HookPlace // where --hook goes
}

type starterFile struct{ path, text, what string }

// initVerb is "benchgate init".
func (p *program) initVerb(ctx context.Context, args []string) (err error) {
	s := &starter{program: p, initOptions: &initOptions{}}
	operands, rest, err := parse(newInitFlags(s.initOptions), args)
	if err != nil {
		return p.orHelp("init", err)
	}
	if err := none("init", operands, rest); err != nil {
		return err
	}
	if s.repo, err = git.Open(ctx, p.dir, p.env); err != nil {
		return err
	}
	seen, err := s.survey(ctx)
	if err != nil {
		return err
	}
	if err := s.plan(ctx, seen); err != nil {
		return err
	}
	s.show(seen)
	if agreed, err := s.agreed(); err != nil || !agreed {
		return err
	}
	return s.write()
}

// plan says what is to be written, and refuses to replace anything unasked.
func (s *starter) plan(ctx context.Context, seen scaffold.Survey) error {
	s.files = []starterFile{{policyName, scaffold.Policy(seen), "the policy: what a change is held to"}}
	if s.workflow {
		s.files = append(s.files, starterFile{scaffold.WorkflowPath, scaffold.Workflow(ownCommit()), "a workflow that gates pull requests"})
	}
	for _, f := range s.files {
		if _, err := os.Lstat(s.at(f)); err == nil && !s.force {
			return usagef("--force replaces it; benchgate config verify checks it as it is", "%s is there already", s.at(f))
		}
	}
	if other := filepath.Join(s.repo.Root, misnamed); exists(other) {
		return usagef("rename it to "+policyName, "%s is there already, and is not read under that name", other)
	}
	if !s.hook {
		return nil
	}
	var err error
	if s.place, err = s.repo.HookPlace(ctx); err != nil {
		return err
	}
	if s.place.Outside && !s.force {
		return usagef("benchgate hook install says more", "hooks of this repository are in %s, with those of others", s.place.Dir)
	}
	return nil
}

func (s *starter) at(f starterFile) string {
	return filepath.Join(s.repo.Root, filepath.FromSlash(f.path))
}

// show tells what was seen and what would be done, with the text that says
// what the gate will do.
func (s *starter) show(seen scaffold.Survey) {
	fmt.Fprintf(s.stdout, "In %s:\n", s.repo.Root)
	for _, line := range seen.Lines() {
		fmt.Fprintf(s.stdout, "  %s\n", line)
	}
	fmt.Fprint(s.stdout, "\nThis would be written:\n")
	for _, f := range s.files {
		verb := ""
		if exists(s.at(f)) {
			verb = " (in place of the one that is there)"
		}
		fmt.Fprintf(s.stdout, "  %-33s %s%s\n", f.path, f.what, verb)
	}
	if s.hook {
		fmt.Fprintf(s.stdout, "  %-33s %s\n", "pre-push hook", "gates what is pushed, in "+s.place.Dir)
	}
	for _, f := range s.files {
		fmt.Fprintf(s.stdout, "\n%s:\n", f.path)
		for _, line := range strings.Split(strings.TrimSuffix(f.text, "\n"), "\n") {
			fmt.Fprintln(s.stdout, strings.TrimRight("  | "+line, " "))
		}
	}
	fmt.Fprintln(s.stdout)
}

// agreed asks, unless that was done by a flag.
func (s *starter) agreed() (bool, error) {
	if s.yes {
		return true, nil
	}
	if !s.typed() {
		return false, usagef("benchgate init --yes writes it without asking", "init: there is no terminal to ask on, so nothing was written")
	}
	fmt.Fprint(s.stdout, "Write it? [y/N] ")
	answer, err := bufio.NewReader(s.stdin).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return false, fmt.Errorf("read the answer: %w", err)
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return true, nil
	}
	fmt.Fprintln(s.stdout, "Nothing was written.")
	return false, nil
}
