package profiles

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/measure/hooks"
	"github.com/benchgate/benchgate/internal/round"
)

// sampled returns the target with binaries whose CPU profiles are sampled more
// often. The hooks can do that as they are; others are built anew, or stay as they
// are where that takes longer than a third of the time: a coarse profile is better
// than none.
func (p *Profiler) sampled(ctx context.Context, t measure.Target, until time.Time) measure.Target {
	if t.Hooked {
		t.Base, t.Head = faster(t.Base), faster(t.Head)
		return t
	}
	if p.built == nil {
		p.built = map[*gotest.Binary]*gotest.Binary{}
	}
	if p.built[t.Base] == nil {
		ctx, cancel := context.WithTimeout(ctx, time.Until(until)/3)
		defer cancel()
		made, err := p.build(ctx, t)
		if err != nil {
			p.note("CPU profiles of %s are sampled 100 times a second: %v", t.Package, err)
		}
		// What failed once is not tried again for the package's next benchmark.
		p.built[t.Base], p.built[t.Head] = made[0], made[1]
	}
	t.Base, t.Head = p.built[t.Base], p.built[t.Head]
	return t
}

func faster(b *gotest.Binary) *gotest.Binary {
	again := *b
	again.Env = append(slices.Clip(b.Env), fmt.Sprintf("%s=%d", hooks.RateVariable, gotest.ProfileRate))
	return &again
}

// build makes both sides' binaries at once; on an error, those that there are.
func (p *Profiler) build(ctx context.Context, t measure.Target) (made [2]*gotest.Binary, err error) {
	p.number++
	var wg sync.WaitGroup
	var errs [2]error
	for i, s := range round.Sides {
		wg.Go(func() {
			b := t.Binary(s)
			out := filepath.Join(p.Dir, fmt.Sprintf("%06d-%s%s", p.number, s, filepath.Ext(b.Path)))
			made[i], errs[i] = b.Sampled(ctx, out)
		})
	}
	wg.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		return [2]*gotest.Binary{t.Base, t.Head}, err
	}
	return made, nil
}

// Close removes what was built.
func (p *Profiler) Close() error {
	var errs []error
	for from, b := range p.built {
		if b != from {
			errs = append(errs, b.Remove())
		}
	}
	p.built = nil
	return errors.Join(errs...)
}
