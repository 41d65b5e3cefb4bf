package gotest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// A recipe is what a binary was built with.
type recipe struct {
	by      Go
	options BuildOptions
}

// layouts is how many layouts there are beside the linker's own: its generator
// takes seeds modulo 1<<31 - 1, and 0 stands for no seed.
const layouts = 1<<31 - 2

// A LayoutError tells that the linker of the Go that builds a package cannot
// lay functions out at random: it is older than Go 1.22.
type LayoutError struct{ Package Package }

// Error returns the package's directory and what its linker lacks.
func (e *LayoutError) Error() string {
	return relName(e.Package.RelDir) + ": the linker of its Go knows no -randlayout, which came with Go 1.22"
}

// Relink links the binary once more, into the file out, which it replaces, with its
// functions in another order: the layout's, where equal layouts give equal
// binaries. It is built as b was, with the same flags, overlay and toolchain, and
// only the link is repeated, provided that nothing changed in its tree since. What
// only debuggers read is left out, as by go test for what it runs itself: that is a
// quarter of a link. Any layout but 0 is one of about two billion; 0 is an error,
// since b itself has the linker's own.
//
// What does not build is a *BuildError, or a *LayoutError where the linker is too
// old. Remove removes the new binary.
func (b *Binary) Relink(ctx context.Context, out string, layout uint64) (*Binary, error) {
	if layout == 0 {
		return nil, fmt.Errorf("link %s: layout 0 is the one that it has", relName(b.Package.RelDir))
	}
	o := b.made.options
	o.Ldflags = strings.TrimSpace(fmt.Sprintf("%s -w -randlayout=%d", o.Ldflags, 1+(layout-1)%layouts))
	again, err := b.made.by.Build(ctx, b.Package, out, o)
	var bad *BuildError
	if errors.As(err, &bad) && strings.Contains(bad.Message, "flag provided but not defined: -randlayout") {
		err = &LayoutError{b.Package}
	}
	if err != nil {
		return nil, errors.Join(err, removeBuilt(out))
	}
	again.Env = b.Env
	return again, nil
}

// Remove removes the binary and what Build left beside it.
func (b *Binary) Remove() error { return removeBuilt(b.Path) }

func removeBuilt(out string) error {
	var errs []error
	for _, name := range []string{out, out + ".overlay.json"} {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, fmt.Errorf("remove a test binary: %w", err))
		}
	}
	return errors.Join(errs...)
}
