package main

import (
	"github.com/spf13/cobra"

	"github.com/benchgate/benchgate/internal/demo"
)

func newDemo(p *program) *cobra.Command {
	var keep bool
	c := &cobra.Command{
		Use:   "demo [--keep]",
		Short: "see the gate at work on a small example",
		Long: `Demo lays out a small example as a git repository whose head is slower in one
benchmark and faster in another, runs the gate on it and shows the report. It
needs go and git, no network, and less than a minute.`,
		Example: `  benchgate demo
  benchgate demo --keep                      to look at the example afterwards`,
		ValidArgsFunction: cobra.NoFileCompletions,
		Args:              none,
		RunE:              func(c *cobra.Command, _ []string) error { return demo.Run(c.Context(), &p.Process, keep) },
	}
	c.Flags().BoolVar(&keep, "keep", false, "keep the example's repository and say where it is")
	return c
}
