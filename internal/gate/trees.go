package gate

import (
	"context"
	"os"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/round"
)

// trees are both sides in directories of their own.
type trees struct{ *git.Trees }

// side is the root of one side's tree.
func (t trees) side(s round.Side) string {
	if s == round.Base {
		return t.Base
	}
	return t.Head
}

func (t trees) roots() map[round.Side]string {
	return map[round.Side]string{round.Base: t.Base, round.Head: t.Head}
}

// temp is for what benchmarks leave.
func (t trees) temp() string { return filepath.Join(t.Dir, "tmp") }

// layOut puts base and head into directories of their own.
func (w *workplace) layOut(ctx context.Context, s sides) (trees, error) {
	w.progress.doing("laying out base %.12s and head %.12s", s.base.SHA, s.head.SHA)
	laid, err := w.repo.Lay(ctx, s.base.SHA, s.tree())
	if err != nil {
		return trees{}, err
	}
	w.warnings = append(w.warnings, laid.Warnings...)
	t := trees{laid}
	if err := os.MkdirAll(t.temp(), 0o700); err != nil {
		w.remove(t)
		return trees{}, err
	}
	return t, nil
}

// remove may be called more than once. It is not part of the context: an
// interrupted run cleans up too.
func (w *workplace) remove(t trees) {
	if err := t.Remove(); err != nil {
		w.warn("%v", err)
		w.log.Printf("%v", err)
	}
}
