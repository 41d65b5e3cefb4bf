package main

import (
	"github.com/spf13/cobra"

	"github.com/benchgate/benchgate/internal/scaffold"
)

func newInit(p *program, o *scaffold.Options) *cobra.Command {
	c := &cobra.Command{
		Use:   "init [--workflow] [--hook] [--yes] [--force]",
		Short: "write a policy file that explains itself",
		Long: `Init looks at the repository (modules, benchmarks, CI, default branch), shows
what it would write, and asks. It writes .benchgate.yml, the policy: the
defaults, each with a comment that says what it does. Files that are there stay,
unless --force is given.`,
		Example: `  benchgate init                    the policy file, after asking
  benchgate init --workflow --hook  also the GitHub workflow and the hook
  benchgate init --yes              without a terminal, as in a script`,
		ValidArgsFunction: cobra.NoFileCompletions,
		Args:              none,
		RunE: func(c *cobra.Command, _ []string) error {
			o.Commit = ownCommit()
			return scaffold.Init(c.Context(), &p.Process, *o)
		},
	}
	fs := c.Flags()
	fs.BoolVar(&o.Yes, "yes", false, "write without asking, as where there is no terminal")
	fs.BoolVar(&o.Force, "force", false, "replace files that are there already")
	fs.BoolVar(&o.Workflow, "workflow", false, "write the GitHub workflow, too: "+scaffold.WorkflowPath)
	fs.BoolVar(&o.Hook, "hook", false, "install the pre-push hook, too: see benchgate help hook")
	return c
}
