package suite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure/hooks"
	"github.com/benchgate/benchgate/internal/round"
)

// hook finds the hooks for every pair. Where they do not fit one side, neither
// gets them, since both must be measured alike; the suite's warnings say so.
func (l *loader) hook(ctx context.Context) error {
	if !l.Hook {
		return nil
	}
	l.patches = map[string]hooks.Patch{}
	said := map[string]bool{}
	for _, p := range l.pairs {
		patches := map[round.Side]hooks.Patch{}
		for _, side := range round.Sides {
			if p.pkg[side] == nil {
				continue
			}
			patch, err := l.patch(ctx, p.pkg[side])
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil {
				if text := fmt.Sprintf("engine exec instead of turns on %s: %v", side, err); !said[text] {
					said[text] = true
					l.suite.Warnings = append(l.suite.Warnings, text)
				}
				patches = nil
				break
			}
			patches[side] = patch
		}
		p.hooks = patches
	}
	return nil
}

// patch returns the hooks for the toolchain that builds a package.
func (l *loader) patch(ctx context.Context, p *gotest.Package) (hooks.Patch, error) {
	tool, err := hooks.Toolchain(ctx, p.ModuleDir, l.Go.Env)
	if err != nil {
		return hooks.Patch{}, err
	}
	key := tool.Root + " " + tool.Version
	if patch, ok := l.patches[key]; ok {
		return patch, nil
	}
	// One directory for both sides: its path must not be a difference.
	dir := filepath.Join(l.OutDir, "hooks")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return hooks.Patch{}, err
	}
	patch, err := hooks.Overlay(tool, dir)
	if err == nil {
		l.patches[key] = patch
	}
	return patch, err
}

// goFor returns the go command for a build with the hooks.
func (l *loader) goFor(patch hooks.Patch) gotest.Go {
	g := l.Go
	if len(patch.Env) == 0 {
		return g
	}
	var env []string
	for _, kv := range g.Env {
		key, _, _ := strings.Cut(kv, "=")
		if !sets(patch.Env, key) {
			env = append(env, kv)
		}
	}
	g.Env = append(env, patch.Env...)
	return g
}

func sets(env []string, key string) bool {
	for _, kv := range env {
		if strings.HasPrefix(kv, key+"=") {
			return true
		}
	}
	return false
}
