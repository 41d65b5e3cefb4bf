// Command changed shows by mutation that run --changed leaves out no benchmark
// that could notice a change. It is no part of the product: it makes the figures
// of docs/changed.md.
//
//	go -C lab run ./changed [flags] [module@version...]
//
// Every module is fetched by the go command and laid out twice. Each of its
// benchmarks runs for one iteration with a coverage profile. Then functions that
// some benchmark executes are changed in one of the copies, one at a time, and the
// product's own choice is asked which packages it would measure: all benchmarks
// that execute the function must be among them.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/signal"
	"time"
)

// published are modules with benchmarks in several packages that import one
// another, of few dependencies.
var published = []string{
	"golang.org/x/crypto@v0.32.0",
	"go.uber.org/zap@v1.27.0",
	"golang.org/x/image@v0.24.0",
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "changed:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out, progress io.Writer) error {
	fs := flag.NewFlagSet("changed", flag.ContinueOnError)
	mutants := fs.Int("mutants", 40, "functions to change in each module")
	seed := fs.Uint64("seed", 1, "of every choice")
	if err := fs.Parse(args); err != nil {
		return err
	}
	modules := fs.Args()
	if len(modules) == 0 {
		modules = published
	}
	fmt.Fprintln(out, "| module | packages with benchmarks | benchmarks run | functions executed | mutants | benchmarks that execute them | of these not selected | packages that execute, a mutant | packages selected, a mutant |")
	fmt.Fprintln(out, "|---|---|---|---|---|---|---|---|---|")
	missed := 0
	for _, m := range modules {
		s, err := onPublished(ctx, m, *mutants, *seed, progress)
		if err != nil {
			return fmt.Errorf("%s: %w", m, err)
		}
		fmt.Fprintln(out, s.row(m))
		for _, miss := range s.missed() {
			fmt.Fprintln(progress, "NOT SELECTED:", miss)
			missed++
		}
	}
	if missed > 0 {
		return errors.New("benchmarks that execute what changed were not selected")
	}
	return nil
}

// onPublished makes the experiment on one published module.
func onPublished(ctx context.Context, module string, mutants int, seed uint64, progress io.Writer) (s *study, err error) {
	dir, err := os.MkdirTemp("", "benchgate-changed-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	source, err := fetch(ctx, dir, module)
	if err != nil {
		return nil, err
	}
	return studyOf(ctx, source, dir, mutants, rand.New(rand.NewPCG(seed, 0)), func(format string, args ...any) {
		fmt.Fprintf(progress, "%s %s: %s\n", time.Now().UTC().Format(time.TimeOnly), module, fmt.Sprintf(format, args...))
	})
}
