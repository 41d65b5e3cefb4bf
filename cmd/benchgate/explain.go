package main

import (
	"context"
	"fmt"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/gate"
	"github.com/spf13/cobra"
)

// explainOptions are those of the gate for a report that is there.
type explainOptions struct{ gate.ExplainOptions }

func newExplain(p *program, o *explainOptions) *cobra.Command {
	c := &cobra.Command{
		Use:   "explain [flags] REPORT.json [BENCHMARK...] [-- build flags]",
		Short: "say where in the code a report's regressions come from",
		Long: `Explain says where in the code the regressions of a report come from, or the
changes of the benchmarks that are named. Run does so by itself for the worst
ten, inside its budget. The commits that the report names are built again with
the same flags, both sides are profiled in turn, a few seconds a benchmark, and
the report is completed. Outcomes stay as they are. Head must be a commit: a
working tree with uncommitted changes is gone.

The profiles are left beside the report; go tool pprof -diff_base BASE HEAD
opens a pair of them.`,
		Example: `  benchgate explain .benchgate/report.json
  benchgate explain .benchgate/report.json Parse/size=1-8`,
		Args: func(c *cobra.Command, args []string) error { return o.finish(c, args) },
		RunE: func(c *cobra.Command, _ []string) error { return p.explain(c.Context(), o.ExplainOptions) },
	}
	fs := c.Flags()
	fs.StringVar(&o.Config, "config", "", "the policy `FILE`, for what it says of building; by default .benchgate.yml at the root of the repository")
	fs.StringVar(&o.Output, "output", "", "write the profiles and the completed report to `DIR`; by default the report's own directory")
	fs.StringVar(&o.Color, "color", "auto", "colour: auto, always or never")
	fs.BoolVarP(&o.Verbose, "v", "v", false, "show the commands that run, and every function")
	suggest(c, "color", colors)
	return c
}

// finish takes the report, the benchmarks and the build flags.
func (o *explainOptions) finish(c *cobra.Command, args []string) error {
	names, rest := operands(c, args)
	if len(names) == 0 {
		return exit.Usagef("benchgate explain REPORT.json [BENCHMARK…]", "explain: want a report, have none")
	}
	o.Report, o.Benchmarks, o.Build = names[0], names[1:], rest
	return nil
}

// explain is "benchgate explain REPORT.json [BENCHMARK…]".
func (p *program) explain(ctx context.Context, o gate.ExplainOptions) error {
	earlier, err := gate.OpenEarlier(&p.Process, o)
	if err != nil {
		return err
	}
	if earlier == nil {
		fmt.Fprintln(p.Stdout, "No benchmark of this report got worse than allowed; name one to have its change explained all the same.")
		return nil
	}
	run, err := parseRunFlags(earlier.Words)
	if err != nil {
		return exit.Unmeasuredf("", "the report's command is not one of this benchgate: %w", err)
	}
	return earlier.Explain(ctx, &p.Process, run.Options)
}
