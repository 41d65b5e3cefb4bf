package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/benchgate/benchgate/internal/demo"
	"github.com/benchgate/benchgate/internal/git"
)

func newDemoFlags(keep *bool) *flag.FlagSet {
	fs := flag.NewFlagSet("demo", flag.ContinueOnError)
	fs.BoolVar(keep, "keep", false, "keep the example's repository and say where it is")
	return fs
}

// demoVerb lays out the example as a repository of its own, runs the real gate
// on it and shows the report. Finding the planted slowdown is its success.
func (p *program) demoVerb(ctx context.Context, args []string) (err error) {
	var keep bool
	operands, rest, err := parse(newDemoFlags(&keep), args)
	if err != nil {
		return p.orHelp("demo", err)
	}
	if err := none("demo", operands, rest); err != nil {
		return err
	}
	dir, remove, err := demoDir(keep)
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, remove()) }()
	repo := filepath.Join(dir, "lists")
	if err := os.Mkdir(repo, 0o755); err != nil {
		return err
	}
	if err := demo.Lay(ctx, repo, p.demoEnv()); err != nil {
		return exit.Unmeasuredf("the demo needs git and go on the PATH", "lay out the example: %w", err)
	}
	fmt.Fprintf(p.Stdout, "A small example: base is a program with benchmarks, head a change to it.\nThe gate runs on it as it would on yours:\n\n  benchgate run --base HEAD~1 --head HEAD\n\n")
	return p.runDemo(ctx, repo, keep)
}
