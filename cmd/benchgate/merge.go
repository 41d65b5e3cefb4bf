package main

import (
	"github.com/spf13/cobra"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/gate"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/report/formats"
)

type mergeOptions struct {
	output     string
	stdinNonce bool
}

func newMerge(p *program, o *mergeOptions) *cobra.Command {
	c := &cobra.Command{
		Use:   "merge [flags] DIR...",
		Short: "put the reports of all shards together",
		Long: `Merge puts the output directories of all shards of one run together: every
shard must be there, of the same base and head, and all must have dealt the
benchmarks out alike. Each was judged at its share of alpha, so that the whole
keeps the promise of one run. The status is that of the whole; machines may
differ between shards, since both sides of a benchmark were measured on the same
one. The merged report.json knows what each benchmark cost: given to all shards
of the next run as --costs, it makes them take about equally long.`,
		Example: `  benchgate run --shard 1/2 --costs last.json --output one     on one machine
  benchgate run --shard 2/2 --costs last.json --output two     on another
  benchgate merge one two`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return exit.Usagef("benchgate merge shard-1 shard-2", "merge: want the output directories of all shards")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.merge(o, args) },
	}
	fs := c.Flags()
	fs.StringVar(&o.output, "output", ".benchgate", "write the merged report and rounds to `DIR`")
	fs.BoolVar(&o.stdinNonce, "nonce", false, nonceUsage)
	return c
}

// merge is "benchgate merge DIR…".
func (p *program) merge(o *mergeOptions, dirs []string) (err error) {
	nonce := ""
	if o.stdinNonce {
		if nonce, err = output.ReadNonce(p.Stdin); err != nil {
			return err
		}
	}
	whole, err := gate.Merge(&p.Process, dirs, p.Absolute(o.output), nonce)
	if err != nil {
		return err
	}
	if err := formats.Render(p.Stdout, formats.Text, whole, gate.RenderOptions(&p.Process, false, false)); err != nil {
		return err
	}
	return exit.With(whole.Status)
}
