package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/prepush"
	"github.com/benchgate/benchgate/internal/process"
)

func newHook(p *program, o *prepush.Options) *cobra.Command {
	c := &cobra.Command{
		Use:   "hook install|uninstall|status [flags]",
		Short: "gate what is pushed: install, uninstall, status",
		Long: `Hook install makes git push ask the gate first: benchmarks of what is pushed
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
benchgate hook pre-push "$@", with git's input.`,
		Example: `  benchgate hook install                  wait a minute at most
  benchgate hook install --budget 20s     or less
  benchgate hook status
  benchgate hook uninstall`,
		Annotations: map[string]string{"hint": "benchgate hook install, uninstall or status"},
		RunE:        subcommandOf,
	}
	// on is a subcommand; what git alone calls is hidden.
	on := func(verb, short string, args cobra.PositionalArgs, run func(context.Context, *process.Process, prepush.Options) error) {
		c.AddCommand(&cobra.Command{
			Use:               verb,
			Short:             short,
			Hidden:            verb == "pre-push",
			ValidArgsFunction: cobra.NoFileCompletions,
			Args: func(c *cobra.Command, words []string) error {
				if o.Budget <= 0 {
					return exit.Usagef("such as --budget 60s", "hook: --budget %v is no time at all", o.Budget)
				}
				return args(c, words)
			},
			RunE: func(c *cobra.Command, words []string) error {
				o.Words = words
				return run(c.Context(), &p.Process, *o)
			},
		})
	}
	on("install", "gate what is pushed", none, prepush.Install)
	on("uninstall", "put back what was there", none, prepush.Uninstall)
	on("status", "tell what there is", none, prepush.Status)
	on("pre-push", "what git calls", cobra.ArbitraryArgs, prepush.PrePush)
	for _, c := range append(c.Commands(), c) {
		c.Flags().BoolVar(&o.Force, "force", false, "install, uninstall: also where the hook was changed by hand, or looks at its own name")
		c.Flags().DurationVar(&o.Budget, "budget", prepush.DefaultBudget, "install, pre-push: the `TIME` that a push may wait, builds included")
	}
	return c
}
