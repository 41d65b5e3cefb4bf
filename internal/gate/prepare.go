package gate

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// prepare runs the policy's commands in each tree, for what both sides need
// beside what git knows: generated and ignored files.
func (w *workplace) prepare(ctx context.Context, t trees, s config.Settings) error {
	for _, side := range round.Sides {
		for _, command := range s.Prepare {
			w.progress.doing("preparing %s: %s", side, command)
			w.log.Command(command)
			err := gotest.Shell(ctx, filepath.Join(t.side(side), w.repo.Prefix), gotest.ChildEnv(w.Env, s.Env), command)
			if err != nil {
				return &sideError{side, fmt.Errorf("prepare %s: %q: %w", side, command, err)}
			}
		}
	}
	return nil
}
