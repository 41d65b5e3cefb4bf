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
		return unmeasuredf("the demo needs git and go on the PATH", "lay out the example: %w", err)
	}
	fmt.Fprintf(p.stdout, "A small example: base is a program with benchmarks, head a change to it.\nThe gate runs on it as it would on yours:\n\n  benchgate run --base HEAD~1 --head HEAD\n\n")
	return p.runDemo(ctx, repo, keep)
}

// demoDir makes the directory of the example. One that is not to be kept is
// removed by the next run where this process is killed; the gate that the demo
// runs removes what killed demos left.
func demoDir(keep bool) (dir string, remove func() error, err error) {
	if !keep {
		return git.Scratch()
	}
	dir, err = os.MkdirTemp("", "benchgate-demo-")
	return dir, func() error { return nil }, err
}

func (p *program) runDemo(ctx context.Context, repo string, keep bool) error {
	inner := *p
	inner.dir, inner.env, inner.fleeting = repo, p.demoEnv(), !keep
	err := inner.runVerb(ctx, []string{"--base", "HEAD~1", "--head", "HEAD", "--seed", "1", "--budget", "40s"})
	if keep {
		fmt.Fprintf(p.stdout, "\nThe example is in %s, its reports in %s.\n", repo, filepath.Join(repo, ".benchgate"))
	}
	if errors.Is(err, verdict(statusRegression)) {
		fmt.Fprintf(p.stdout, "\nHere the gate would have ended with exit status 1 and stopped the change.\nNow try it on a repository of yours: benchgate run\n")
		return nil
	}
	if err == nil {
		return unmeasuredf("", "the demo's slowdown was not found")
	}
	return err
}

// demoEnv is the environment without what would lead git or go out of the
// example's directory, and without what CI or the user set for other runs.
func (p *program) demoEnv() []string {
	var env []string
	for _, kv := range p.env {
		key, _, _ := strings.Cut(kv, "=")
		if strings.HasPrefix(key, "GIT_") || strings.HasPrefix(key, "GITHUB_") || strings.HasPrefix(key, "BENCHGATE_") {
			continue
		}
		env = append(env, kv)
	}
	return append(env, "GOWORK=off", "GOFLAGS=-mod=mod", "GOPROXY=off")
}
