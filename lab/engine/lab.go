package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure/hooks"
	"github.com/benchgate/benchgate/internal/round"
)

// silence is how long a benchmark process may finish nothing.
const silence = 2 * time.Minute

// A lab is where one experiment takes place: what it builds and copies lies in
// a directory that is removed at the end. Use open.
type lab struct {
	*flags
	stderr  io.Writer
	scratch string
	goCmd   gotest.Go
	coins   *rand.Rand
	copies  int
}

// open makes room for an experiment.
func open(f *flags, stderr io.Writer) (*lab, error) {
	scratch, err := os.MkdirTemp("", "benchgate-experiment-")
	if err != nil {
		return nil, fmt.Errorf("make room for the experiment: %w", err)
	}
	l := &lab{flags: f, stderr: stderr, scratch: scratch, coins: rand.New(rand.NewPCG(f.seed, 1))}
	tmp, err := l.room("tmp")
	if err != nil {
		return nil, errors.Join(err, l.close())
	}
	l.goCmd = gotest.Go{Env: gotest.ChildEnv(os.Environ(), map[string]string{"TMPDIR": tmp})}
	return l, nil
}

// close removes all that the experiment left.
func (l *lab) close() error {
	if err := os.RemoveAll(l.scratch); err != nil {
		return fmt.Errorf("remove what the experiment left: %w", err)
	}
	return nil
}

// room makes a directory of the experiment's own.
func (l *lab) room(name string) (string, error) {
	dir := filepath.Join(l.scratch, name)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("make room for the experiment: %w", err)
	}
	return dir, nil
}

// say writes a line of progress.
func (l *lab) say(format string, args ...any) { fmt.Fprintf(l.stderr, format+"\n", args...) }

// coin returns the side that a fair coin puts first.
func (l *lab) coin() round.Side { return round.Sides[l.coins.IntN(2)] }

// fresh copies a binary to a new file, as every build makes one: where the
// pages of a file lie is an accident that lasts as long as the file.
func (l *lab) fresh(b *gotest.Binary) (*gotest.Binary, error) {
	l.copies++
	dir, err := l.room(fmt.Sprintf("fresh%06d", l.copies))
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(b.Path)
	if err != nil {
		return nil, fmt.Errorf("copy a test binary: %w", err)
	}
	c := *b
	c.Path = filepath.Join(dir, "fresh.test")
	if err := os.WriteFile(c.Path, data, 0o700); err != nil {
		return nil, fmt.Errorf("copy a test binary: %w", err)
	}
	return &c, nil
}

// onFresh hands a fresh copy of a binary to run, and removes it afterwards.
func (l *lab) onFresh(b *gotest.Binary, run func(*gotest.Binary) error) error {
	c, err := l.fresh(b)
	if err != nil {
		return err
	}
	return errors.Join(run(c), l.drop(c))
}

// drop removes a fresh copy.
func (l *lab) drop(b *gotest.Binary) error {
	if err := os.RemoveAll(filepath.Dir(b.Path)); err != nil {
		return fmt.Errorf("remove the copy of a test binary: %w", err)
	}
	return nil
}

// hooks returns what the go command that builds the module in dir needs for
// binaries with the hooks of the turns engine.
func (l *lab) hooks(ctx context.Context, dir string) (hooks.Patch, error) {
	g, err := hooks.Toolchain(ctx, dir, l.goCmd.Env)
	if err != nil {
		return hooks.Patch{}, err
	}
	out, err := l.room("hooks")
	if err != nil {
		return hooks.Patch{}, err
	}
	return hooks.Overlay(g, out)
}
