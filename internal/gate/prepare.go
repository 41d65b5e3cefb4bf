package gate

import (
	"context"
	"fmt"
	"path"
	"path/filepath"
	"slices"

	"github.com/benchgate/benchgate/internal/changes"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// filter says which changed files count for unchanged binaries.
func (g *gate) filter() changes.Filter {
	f := changes.Filter{Ignore: g.settings.Ignore, Inputs: g.settings.Inputs, Policy: config.FileName}
	if g.options.config != "" {
		rel, err := filepath.Rel(g.repo.Root, g.Absolute(g.options.config))
		if f.Policy = filepath.ToSlash(rel); err != nil {
			f.Policy = "" // on another volume, so no file of the repository
		}
	}
	return f
}

// filterOf is the filter for a list of changed files. Where no Go file is among
// them, which directories embed files is the same on both sides, and asked of base.
func (g *gate) filterOf(ctx context.Context, changed []string) (f changes.Filter, err error) {
	f = g.filter()
	if !slices.ContainsFunc(changed, func(name string) bool { return path.Ext(name) == ".go" }) {
		f.Embedding, err = g.repo.Embedding(ctx, g.refs.base.SHA)
	}
	return f, err
}

// prepare runs the policy's commands in each tree, for what both sides need
// beside what git knows: generated and ignored files.
func (g *gate) prepare(ctx context.Context) error {
	for _, side := range round.Sides {
		dir := map[round.Side]string{round.Base: g.trees.Base, round.Head: g.trees.Head}[side]
		for _, command := range g.settings.Prepare {
			g.progress.doing("preparing %s: %s", side, command)
			if err := g.prepareOne(ctx, dir, command); err != nil {
				return &sideError{side, fmt.Errorf("prepare %s: %q: %w", side, command, err)}
			}
		}
	}
	return nil
}

// A sideError is an error that concerns one side only.
type sideError struct {
	side round.Side
	err  error
}

func (e *sideError) Error() string { return e.err.Error() }
func (e *sideError) Unwrap() error { return e.err }

// A stageError is an error that belongs to another stage than its step's.
type stageError struct {
	stage string
	err   error
}

func (e *stageError) Error() string { return e.err.Error() }
func (e *stageError) Unwrap() error { return e.err }

func (g *gate) prepareOne(ctx context.Context, dir, command string) error {
	g.log.Command(command)
	env := gotest.ChildEnv(g.Env, g.settings.Env)
	return gotest.Shell(ctx, filepath.Join(dir, g.repo.Prefix), env, command)
}
