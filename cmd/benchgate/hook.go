package main

import (
	"context"
	"flag"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/prepush"
	"github.com/benchgate/benchgate/internal/process"
)

func newHookFlags(o *prepush.Options) *flag.FlagSet {
	fs := flag.NewFlagSet("hook", flag.ContinueOnError)
	fs.BoolVar(&o.Force, "force", false, "install, uninstall: also where the hook was changed by hand, or looks at its own name")
	fs.DurationVar(&o.Budget, "budget", prepush.DefaultBudget, "install, pre-push: the `TIME` that a push may wait, builds included")
	return fs
}

var hookPage = page{
	usage: "benchgate hook install|uninstall|status [flags]",
	text: `Hook install makes git push ask the gate first: benchmarks of what is pushed
are measured against what the remote has of that branch, or, for a new branch,
against where it left the remote's default branch. A regression stops the push.
Deletions, tags and pushes of documentation alone go through at once; what is
not decided within the budget goes through, too, and says so: CI has the last
word.

A pre-push hook that is there already runs first, with the same arguments and
input, and stops the push if it fails. core.hooksPath and worktrees are
honoured. Hook uninstall puts everything back as it was; hook status tells what
there is.

  git push --no-verify            pushes without any hook
  BENCHGATE_SKIP=1 git push       pushes without this one

Hook pre-push is what git calls. Other managers of hooks can call it, too:
benchgate hook pre-push "$@", with git's input.

Examples:
  benchgate hook install                  wait a minute at most
  benchgate hook install --budget 20s     or less
  benchgate hook status
  benchgate hook uninstall`,
	flags: func() *flag.FlagSet { return newHookFlags(&prepush.Options{}) },
}

// hookVerb is "benchgate hook install|uninstall|status|pre-push".
func (p *program) hookVerb(ctx context.Context, args []string) error {
	const hint = "benchgate hook install, uninstall or status"
	if len(args) == 0 {
		return exit.Usagef(hint, "hook: what to do is missing")
	}
	o := &prepush.Options{}
	operands, rest, err := parse(newHookFlags(o), args[1:])
	if err != nil || args[0] == "-h" || args[0] == "--help" || args[0] == "-help" {
		return p.orHelp("hook", cmpErr(err, flag.ErrHelp))
	}
	if o.Budget <= 0 {
		return exit.Usagef("such as --budget 60s", "hook: --budget %v is no time at all", o.Budget)
	}
	do := map[string]func(context.Context, *process.Process, prepush.Options) error{
		"install": prepush.Install, "uninstall": prepush.Uninstall, "status": prepush.Status}
	switch run, known := do[args[0]]; {
	case args[0] == "pre-push":
		return prepush.PrePush(ctx, &p.Process, o.Budget, append(operands, rest...))
	case !known:
		if near := config.Nearest(args[0], []string{"install", "uninstall", "status", "pre-push"}); near != "" {
			return exit.Usagef("did you mean hook "+near+"?", "hook: unknown command %q", args[0])
		}
		return exit.Usagef(hint, "hook: unknown command %q", args[0])
	default:
		if err := none("hook "+args[0], operands, rest); err != nil {
			return err
		}
		return run(ctx, &p.Process, *o)
	}
}

func cmpErr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}
