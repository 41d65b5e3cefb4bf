package main

import (
	"context"
	"flag"

	"github.com/benchgate/benchgate/internal/scaffold"
)

func newInitFlags(o *scaffold.Options) *flag.FlagSet {
	fs := flag.NewFlagSet("init", flag.ContinueOnError)
	fs.BoolVar(&o.Yes, "yes", false, "write without asking, as where there is no terminal")
	fs.BoolVar(&o.Force, "force", false, "replace files that are there already")
	fs.BoolVar(&o.Workflow, "workflow", false, "write the GitHub workflow, too: "+scaffold.WorkflowPath)
	fs.BoolVar(&o.Hook, "hook", false, "install the pre-push hook, too: see benchgate help hook")
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
	flags: func() *flag.FlagSet { return newInitFlags(&scaffold.Options{}) },
}

// initVerb is "benchgate init".
func (p *program) initVerb(ctx context.Context, args []string) (err error) {
	var o scaffold.Options
	operands, rest, err := parse(newInitFlags(&o), args)
	if err != nil {
		return p.orHelp("init", err)
	}
	if err := none("init", operands, rest); err != nil {
		return err
	}
	o.Commit = ownCommit()
	return scaffold.Init(ctx, &p.Process, o)
}
