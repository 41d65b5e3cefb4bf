//go:build unix

// Sidebyside times benchgate compare and the benchstat command on the same two
// generated files, one after the other, and prints wall time and peak memory
// of both:
//
//	go -C lab run ./sidebyside [-lines N] [-benchmarks N] [-runs N] [-library]
//
// It must be run in this module, which builds both commands from the versions
// that it requires. With -library a program that only reads and compares takes
// the place of benchgate compare. Give every benchmark a dozen lines a side or
// more, since benchgate compare rightly fails when nothing can be decided. The
// figures stand in docs/benchmarks.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "sidebyside: %v\n", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 3 && args[0] == readVerb {
		return readAndCompare(args[1], args[2])
	}
	flags := flag.NewFlagSet("sidebyside", flag.ContinueOnError)
	lines := flags.Int("lines", 1_000_000, "result lines in both files together")
	benchmarks := flags.Int("benchmarks", 1000, "benchmarks among which the lines are shared")
	runs := flags.Int("runs", 3, "runs of each command; the median is printed")
	library := flags.Bool("library", false, "time reading and comparing alone instead of benchgate compare")
	if err := flags.Parse(args); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "sidebyside")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	size, err := generate(dir, *lines, *benchmarks)
	if err != nil {
		return err
	}
	commands, err := prepare(ctx, dir, *library)
	if err != nil {
		return err
	}
	fmt.Printf("%d lines, %d benchmarks, %.0f MB; %d runs each, %d CPUs, %s\n",
		*lines, *benchmarks, float64(size)/1e6, *runs, runtime.NumCPU(), runtime.Version())
	return race(ctx, dir, commands, *runs)
}

// A command is one of the two that are timed.
type command struct {
	name string
	args []string
	took []time.Duration
	cpu  []time.Duration // user and system: other load moves it less
	peak []int64         // resident, in bytes
}

// prepare builds what is to be timed.
func prepare(ctx context.Context, dir string, library bool) ([]*command, error) {
	benchstat := filepath.Join(dir, "benchstat")
	if err := build(ctx, benchstat, "golang.org/x/perf/cmd/benchstat"); err != nil {
		return nil, err
	}
	first := &command{name: "benchstat", args: []string{benchstat, "base.txt", "head.txt"}}
	if library {
		self, err := os.Executable()
		return []*command{first, {name: "library", args: []string{self, readVerb, "base.txt", "head.txt"}}}, err
	}
	benchgate := filepath.Join(dir, "benchgate")
	if err := build(ctx, benchgate, "github.com/benchgate/benchgate/cmd/benchgate"); err != nil {
		return nil, err
	}
	return []*command{first, {name: "benchgate compare", args: []string{benchgate, "compare", "base.txt", "head.txt"}}}, nil
}

func build(ctx context.Context, out, pkg string) error {
	if text, err := exec.CommandContext(ctx, "go", "build", "-o", out, pkg).CombinedOutput(); err != nil {
		return fmt.Errorf("build %s: %w\n%s", pkg, err, text)
	}
	return nil
}

// race runs the commands by turns, so that a slow moment hits both.
func race(ctx context.Context, dir string, commands []*command, runs int) error {
	for range runs {
		for _, c := range commands {
			if err := c.run(ctx, dir); err != nil {
				return err
			}
		}
	}
	for _, c := range commands {
		fmt.Printf("%-18s %6.2f s  %6.2f s CPU  %5.0f MB peak\n",
			c.name, median(c.took).Seconds(), median(c.cpu).Seconds(), float64(median(c.peak))/1e6)
	}
	first, second := commands[0], commands[1]
	fmt.Printf("%-18s %6.2f    %6.2f        %5.2f\n", "ratio to benchstat",
		ratio(second.took, first.took), ratio(second.cpu, first.cpu), ratio(second.peak, first.peak))
	return nil
}

func median[T int64 | time.Duration](x []T) T {
	s := slices.Sorted(slices.Values(x))
	return s[len(s)/2]
}

func ratio[T int64 | time.Duration](a, b []T) float64 {
	return float64(median(a)) / float64(median(b))
}
