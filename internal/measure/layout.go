package measure

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// Relink returns the target with both binaries linked anew in a layout that is
// not 0, below dir, which is made if need be. Base and head get paths of equal
// length. A round of the returned target is a round in that layout; after its
// last one, remove takes the binaries away, and with them dir if it is empty.
//
// The error names the side; errors.As finds a *gotest.LayoutError in it where
// that side's linker knows no layouts, and a *gotest.BuildError where the side
// no longer builds. Then nothing is left in dir.
func (t Target) Relink(ctx context.Context, dir string, layout uint64) (again Target, remove func() error, err error) {
	var (
		wg   sync.WaitGroup
		made [2]*gotest.Binary
		errs [2]error
	)
	for i, side := range round.Sides {
		wg.Go(func() { made[i], errs[i] = t.relink(ctx, side, dir, layout) })
	}
	wg.Wait()
	remove = func() error {
		var errs []error
		for i, side := range round.Sides {
			if made[i] != nil {
				errs = append(errs, made[i].Remove())
			}
			// What others have put there stays.
			_ = os.Remove(filepath.Join(dir, string(side)))
		}
		_ = os.Remove(dir)
		return errors.Join(errs...)
	}
	if err := errors.Join(errs[:]...); err != nil {
		return t, nil, errors.Join(err, remove())
	}
	t.Base, t.Head = made[0], made[1]
	return t, remove, nil
}

func (t Target) relink(ctx context.Context, side round.Side, dir string, layout uint64) (*gotest.Binary, error) {
	b := t.Binary(side)
	out := filepath.Join(dir, string(side), filepath.Base(b.Path))
	if err := os.MkdirAll(filepath.Dir(out), 0o700); err != nil {
		return nil, fmt.Errorf("link %s of %s: %w", side, t.Benchmark, err)
	}
	again, err := b.Relink(ctx, out, layout)
	if err != nil {
		return nil, fmt.Errorf("link %s of %s in layout %d: %w", side, t.Benchmark, layout, err)
	}
	return again, nil
}
