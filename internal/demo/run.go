package demo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/gate"
	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/report/formats"
)

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

// Run lays out the example as a repository of its own, runs the real gate on it and
// shows the report. Finding the planted slowdown is its success. With keep, the
// repository stays.
func Run(ctx context.Context, p *process.Process, keep bool) (err error) {
	dir, remove, err := demoDir(keep)
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, remove()) }()
	repo := filepath.Join(dir, "lists")
	if err := os.Mkdir(repo, 0o755); err != nil {
		return err
	}
	if err := Lay(ctx, repo, demoEnv(p.Env)); err != nil {
		return exit.Unmeasuredf("the demo needs git and go on the PATH", "lay out the example: %w", err)
	}
	fmt.Fprintf(p.Stdout, "A small example: base is a program with benchmarks, head a change to it.\nThe gate runs on it as it would on yours:\n\n  benchgate run --base HEAD~1 --head HEAD\n\n")
	return runGate(ctx, p, repo, keep)
}

func runGate(ctx context.Context, p *process.Process, repo string, keep bool) error {
	inner := *p
	inner.Dir, inner.Env = repo, demoEnv(p.Env)
	_, err := gate.Run(ctx, &inner, gate.Options{Base: "HEAD~1", Head: "HEAD", Seed: 1, Format: formats.Text, Fleeting: !keep,
		Overrides: []gate.Override{{Key: "budget", Value: "40s", From: "--budget"}}, Given: map[string]bool{"seed": true}})
	if keep {
		fmt.Fprintf(p.Stdout, "\nThe example is in %s, its reports in %s.\n", repo, filepath.Join(repo, ".benchgate"))
	}
	if errors.Is(err, exit.Verdict(exit.Regression)) {
		fmt.Fprintf(p.Stdout, "\nHere the gate would have ended with exit status 1 and stopped the change.\nNow try it on a repository of yours: benchgate run\n")
		return nil
	}
	if err == nil {
		return exit.Unmeasuredf("", "the demo's slowdown was not found")
	}
	return err
}

// demoEnv is the environment without what would lead git or go out of the
// example's directory, and without what CI or the user set for other runs.
func demoEnv(all []string) []string {
	var env []string
	for _, kv := range all {
		key, _, _ := strings.Cut(kv, "=")
		if strings.HasPrefix(key, "GIT_") || strings.HasPrefix(key, "GITHUB_") || strings.HasPrefix(key, "BENCHGATE_") {
			continue
		}
		env = append(env, kv)
	}
	return append(env, "GOWORK=off", "GOFLAGS=-mod=mod", "GOPROXY=off")
}
