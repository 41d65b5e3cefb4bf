package suite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/benchgate/benchgate/internal/changes"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// build makes every test binary of both sides and marks the pairs whose
// binaries are the same while nothing their benchmarks might read changed.
func (l *loader) build(ctx context.Context) error {
	for _, side := range round.Sides {
		if err := os.MkdirAll(filepath.Join(l.OutDir, string(side)), 0o755); err != nil {
			return err
		}
	}
	if err := l.buildAll(ctx, l.pairs); err != nil {
		return err
	}
	// Our own hooks must never be why something does not build.
	var again []*pair
	for _, p := range l.pairs {
		if len(p.errs) > 0 && p.hooks != nil {
			p.hooks, p.hooksFailed = nil, p.buildError()
			again = append(again, p)
		}
	}
	if err := l.buildAll(ctx, again); err != nil {
		return err
	}
	l.noteBuilds(ctx)
	return l.markUnchanged()
}

func (l *loader) buildAll(ctx context.Context, pairs []*pair) error {
	var (
		g  errgroup.Group
		mu sync.Mutex // guards the pairs' maps
	)
	g.SetLimit(max(1, runtime.NumCPU()))
	for _, p := range pairs {
		p.errs = map[round.Side]error{}
		for _, side := range round.Sides {
			if p.pkg[side] == nil {
				continue
			}
			g.Go(func() error {
				l.doing("building the test binary of %s (%s)", p.path, side)
				bin, err := l.buildOne(ctx, p, side, true)
				mu.Lock()
				defer mu.Unlock()
				p.bin[side] = bin
				if err != nil {
					p.errs[side] = err
				}
				return ctx.Err()
			})
		}
	}
	return g.Wait()
}

// noteBuilds makes failures of what did not build.
func (l *loader) noteBuilds(ctx context.Context) {
	for _, p := range l.pairs {
		for _, side := range round.Sides {
			if err := p.errs[side]; err != nil {
				p.failed = true
				l.failLacking(ctx, Failure{Side: side, Package: p.path, Stage: "build", Message: err.Error()}, *p.pkg[side])
			}
		}
		if p.hooksFailed != nil && !p.failed {
			l.suite.Warnings = append(l.suite.Warnings, fmt.Sprintf(
				"engine exec instead of turns for %s: it does not build with the hooks: %s", p.path, gist(p.hooksFailed)))
		}
	}
}

// buildError returns why the pair does not build, base's reason first.
func (p *pair) buildError() error {
	for _, side := range round.Sides {
		if err := p.errs[side]; err != nil {
			return err
		}
	}
	return nil
}

// gist is the first line of an error that says more than of which package it is.
func gist(err error) string {
	line, rest, _ := strings.Cut(err.Error(), "\n")
	if strings.Contains(line, "# ") && rest != "" {
		line, _, _ = strings.Cut(rest, "\n")
	}
	return line
}

func (l *loader) buildOne(ctx context.Context, p *pair, side round.Side, trim bool) (*gotest.Binary, error) {
	kind := "t"
	if !trim {
		kind = "u" // as long as its sibling: a path's length must not differ
	}
	out := filepath.Join(l.OutDir, string(side), fmt.Sprintf("%s%04d.test", kind, p.index))
	patch := p.hooks[side]
	bin, err := l.goFor(patch).Build(ctx, *p.pkg[side], out,
		gotest.BuildOptions{Flags: l.BuildFlags, Trim: trim, Overlay: patch.Overlay})
	if err != nil {
		return nil, err
	}
	bin.Env = gotest.ChildEnv(l.Go.Env, l.Env)
	if _, ok := l.Env["TMPDIR"]; !ok {
		// What a killed benchmark leaves there goes away with the trees.
		bin.Env = append(bin.Env, "TMPDIR="+l.TempDir)
	}
	return bin, nil
}

func (l *loader) markUnchanged() error {
	if l.MeasureAll {
		return nil
	}
	for _, p := range l.pairs {
		if p.bin[round.Base] == nil || p.bin[round.Head] == nil {
			continue
		}
		same, err := gotest.Same(p.bin[round.Base], p.bin[round.Head])
		if err != nil {
			return err
		}
		if !same {
			continue
		}
		// The same rule as for what is selected: what --changed selects is measured.
		reach := changes.Reach(l.graph(p, round.Head))
		if why := l.filter(p).Sees(reach, l.Changed, p.pkg[round.Head].RelDir); why != "" {
			l.suite.Warnings = append(l.suite.Warnings, fmt.Sprintf("%s: the binaries are the same, but %s: measured", p.path, why))
			continue
		}
		p.unchanged = true
	}
	return nil
}
