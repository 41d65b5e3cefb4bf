package gotest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// BuildOptions say how to build a test binary. The zero value builds without
// flags and without -trimpath.
type BuildOptions struct {
	// Flags are the user's build flags, as buildflag.Split returns them.
	Flags []string
	// Trim builds with -trimpath, so that the same source gives the same binary
	// in every directory.
	Trim bool
	// Ldflags are added to the user's -ldflags, e.g. -randlayout=7.
	Ldflags string
	// Overlay is added to the user's -overlay: files to read instead of others,
	// both absolute.
	Overlay map[string]string
}

// A BuildError tells that a package's test binary does not build.
type BuildError struct {
	Package Package
	Message string // the go command's words, bounded
}

// Error returns the package's directory and the message, "./foo: …", ready to
// stand behind "build head".
func (e *BuildError) Error() string { return relName(e.Package.RelDir) + ": " + e.Message }

// Build builds the package's test binary into the file out, which it replaces;
// a merged overlay stays beside it, in out.overlay.json. A package that does not
// build is a *BuildError.
func (g Go) Build(ctx context.Context, p Package, out string, o BuildOptions) (*Binary, error) {
	out, err := filepath.Abs(out)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", relName(p.RelDir), err)
	}
	if err := os.Remove(out); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", relName(p.RelDir), err)
	}
	flags, err := g.merge(ctx, p, out, o)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", relName(p.RelDir), err)
	}
	args := []string{"test", "-c", "-vet=off", "-buildvcs=false", "-o", out}
	if o.Trim {
		args = append(args, "-trimpath")
	}
	args = append(append(args, flags...), p.target())
	var said head
	err = g.run(ctx, p.ModuleDir, g.env(p.WorkOff), &said, args...)
	var bad *goError
	switch {
	case errors.As(err, &bad):
		return nil, &BuildError{p, bad.message}
	case err != nil:
		return nil, fmt.Errorf("%s: %w", relName(p.RelDir), err)
	case !exists(out):
		return nil, &BuildError{p, "go test -c made no binary: " + said.String()}
	}
	return &Binary{Package: p, Path: out, Env: g.Env, Trimmed: o.Trim, made: recipe{g, o}}, nil
}

// target names the package for a go command that runs in its module.
func (p Package) target() string {
	rel, ok := within(p.ModuleDir, p.Dir)
	if !ok {
		return p.ImportPath
	}
	return relName(rel)
}

// Same tells whether two binaries are equal byte by byte.
func Same(a, b *Binary) (bool, error) {
	fa, err := os.Open(a.Path)
	if err != nil {
		return false, fmt.Errorf("compare binaries: %w", err)
	}
	defer fa.Close()
	fb, err := os.Open(b.Path)
	if err != nil {
		return false, fmt.Errorf("compare binaries: %w", err)
	}
	defer fb.Close()
	bufA, bufB := make([]byte, 1<<20), make([]byte, 1<<20)
	for {
		na, errA := io.ReadFull(fa, bufA)
		nb, errB := io.ReadFull(fb, bufB)
		if !bytes.Equal(bufA[:na], bufB[:nb]) {
			return false, nil
		}
		for _, err := range []error{errA, errB} {
			if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
				return false, fmt.Errorf("compare binaries: %w", err)
			}
		}
		if errA != nil {
			// The last block was not full, and it was equal: both are at their end.
			return true, nil
		}
	}
}
