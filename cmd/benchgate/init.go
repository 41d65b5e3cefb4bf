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
	if s.repo, err = git.Open(ctx, p.Dir, p.Env); err != nil {
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
