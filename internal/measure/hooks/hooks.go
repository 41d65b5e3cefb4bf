// Package hooks makes the overlay that lets another process order how many
// iterations a benchmark runs when. The overlay edits a few places of package
// testing of the very Go that builds a side, found in its syntax tree, and adds
// files of our own to that package. The package holds nothing of Go's source.
//
// A test binary built with it behaves like a plain one unless Variable or
// RateVariable is in its environment.
package hooks

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/benchgate/benchgate/internal/child"
	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
)

// Variable switches the hooks of a process on. Its value is IN,OUT,NAME: two
// inherited descriptors (orders are read from the first, messages written to
// the second) and the benchmark function to serve, with the word Benchmark. It and
// all benchmarks below it are served, one after the other.
const Variable = "BENCHGATE_TURNS"

// RateVariable starts CPU sampling with the process, as often a second as it says:
// package testing, which would do so 100 times, then goes on with that.
const RateVariable = "BENCHGATE_PROFILE_RATE"

//go:embed serve.go.txt
var serveSource string

//go:embed pipes.go.txt
var pipesSource string

// A Go is the toolchain that builds one side. The zero value names none; use
// Toolchain.
type Go struct {
	Root     string `json:"GOROOT"`
	Version  string `json:"GOVERSION"` // as in go1.26.1
	OS       string `json:"GOOS"`      // of the binaries
	ModCache string `json:"GOMODCACHE"`

	path string // the go command's PATH
}

// A Patch is what a build with hooks needs.
type Patch struct {
	// Overlay is for -overlay: the file that is replaced or added, and the file
	// to read instead, both absolute.
	Overlay map[string]string
	// Env are variables, as in NAME=value, that the go command needs for this
	// build, in place of those of the same names; nil for most toolchains. They
	// are not for the binary that is built.
	Env []string
}

// An UnfitError says why the hooks do not fit a Go; binaries of that side can
// only be measured without them.
type UnfitError struct {
	Version string // of Go
	What    string // what does not fit
}

// Error names the version and what does not fit.
func (e *UnfitError) Error() string {
	return fmt.Sprintf("the turns engine does not fit %s: %s", e.Version, e.What)
}

// Toolchain asks the go command which Go builds the module in dir. Env is the
// go command's environment as for os/exec.
func Toolchain(ctx context.Context, dir string, env []string) (Go, error) {
	var out, errs bytes.Buffer
	cmd, err := child.Start(ctx, func() *exec.Cmd {
		cmd := exec.CommandContext(ctx, "go", "env", "-json", "GOROOT", "GOVERSION", "GOOS", "GOMODCACHE")
		cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, env, &out, &errs
		return cmd
	})
	if err == nil {
		err = cmd.Wait()
	}
	if err != nil {
		if errs.Len() > 0 {
			err = fmt.Errorf("%w: %s", err, &errs)
		}
		return Go{}, fmt.Errorf("go env in %s: %w", dir, err)
	}
	g := Go{path: child.Getenv(env, "PATH")}
	if err := json.Unmarshal(out.Bytes(), &g); err != nil {
		return Go{}, fmt.Errorf("go env in %s: %w", dir, err)
	}
	return g, nil
}

// Overlay writes what a build with hooks reads to outDir, which must exist and
// stay for as long as it builds. Binaries are only equal if they are built with
// the same outDir. When an edit does not find its place, the error is an
// *UnfitError.
func Overlay(g Go, outDir string) (Patch, error) {
	if g.OS != "linux" {
		return Patch{}, &UnfitError{g.Version, "it is for Linux, not " + g.OS}
	}
	texts, err := files(g, filepath.Join(g.Root, "src", "testing"))
	if err != nil {
		return Patch{}, err
	}
	if outDir, err = filepath.Abs(outDir); err != nil {
		return Patch{}, fmt.Errorf("hooks for %s: %w", g.Version, err)
	}
	g, env, err := g.relocate(outDir)
	if err != nil {
		return Patch{}, fmt.Errorf("hooks for %s: %w", g.Version, err)
	}
	p := Patch{Overlay: make(map[string]string, len(texts)), Env: env}
	name, _, _ := strings.Cut(g.Version, " ")
	for file, text := range texts {
		out := filepath.Join(outDir, name+"_"+file)
		if err := os.WriteFile(out, text, 0o666); err != nil {
			return Patch{}, fmt.Errorf("hooks for %s: %w", g.Version, err)
		}
		p.Overlay[filepath.Join(g.Root, "src", "testing", file)] = out
	}
	return p, nil
}

// files returns the text of every file of the overlay by its name in package
// testing.
func files(g Go, src string) (map[string][]byte, error) {
	read := func(name string) ([]byte, error) {
		text, err := os.ReadFile(filepath.Join(src, name))
		if err != nil {
			return nil, fmt.Errorf("hooks for %s: %w", g.Version, err)
		}
		return text, nil
	}
	benchmark, err := read("benchmark.go")
	if err != nil {
		return nil, err
	}
	common, err := read("testing.go")
	if err != nil {
		return nil, err
	}
	if what := missing(benchmark, common); what != "" {
		return nil, &UnfitError{g.Version, what}
	}
	edited, what := edit(benchmark)
	if what != "" {
		return nil, &UnfitError{g.Version, what}
	}
	shared, err := adopt(wire.Source)
	if err != nil {
		return nil, fmt.Errorf("hooks for %s: %w", g.Version, err)
	}
	return map[string][]byte{
		"benchmark.go":             edited,
		"benchgate_serve.go":       []byte(serveSource),
		"benchgate_pipes.go":       []byte(pipesSource),
		"benchgate_wire_shared.go": shared,
	}, nil
}
