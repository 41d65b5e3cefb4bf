package measure

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/gotest"
)

// Where the linker places the functions of a binary moves benchmarks by some
// percent, and every change of the code moves functions. So each sweep of
// confirming rounds is linked in a layout of its own: what a layout does to a side
// is then one more accident of a round, and not a part of all of them.

// links are the binaries of one sweep, linked in its layout. The zero value links
// nothing.
type links struct {
	dir    string // empty without layouts
	layout uint64
	made   map[*gotest.Binary]Target // by base's default binary, one of each package
	remove []func() error
	failed map[*gotest.Binary]bool // packages that keep their default layout
}

// target returns the target in the sweep's layout with its number, or as it is,
// with 0, where its package cannot be linked anew.
func (l *links) target(ctx context.Context, t Target) (Target, uint64, error) {
	if l.dir == "" || l.failed[t.Base] {
		return t, 0, nil
	}
	again, ok := l.made[t.Base]
	if !ok {
		var err error
		if again, err = l.link(ctx, t); err != nil {
			return t, 0, err
		}
	}
	again.Benchmark, again.Run, again.Procs = t.Benchmark, t.Run, t.Procs
	return again, l.layout, nil
}

func (l *links) link(ctx context.Context, t Target) (Target, error) {
	dir := filepath.Join(l.dir, fmt.Sprintf("%d-%d", l.layout, len(l.made)))
	again, remove, err := t.Relink(ctx, dir, l.layout)
	if err != nil {
		return t, err
	}
	if l.made == nil {
		l.made = map[*gotest.Binary]Target{}
	}
	l.made[t.Base] = again
	l.remove = append(l.remove, remove)
	return again, nil
}

// giveUp leaves a package in its default layout from now on.
func (l *links) giveUp(t Target) {
	if l.failed == nil {
		l.failed = map[*gotest.Binary]bool{}
	}
	l.failed[t.Base] = true
}

// next removes the binaries of a sweep and goes on to another layout, 0 for none.
func (l *links) next(layout uint64) error {
	var errs []error
	for _, remove := range l.remove {
		errs = append(errs, remove())
	}
	l.layout, l.made, l.remove = layout, nil, nil
	if layout == 0 && l.dir != "" {
		// Where something is left in it, that was said above.
		_ = os.Remove(l.dir)
	}
	return errors.Join(errs...)
}
