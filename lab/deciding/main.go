// Command deciding plays the staged procedure on rounds that were recorded or
// made up, and counts its errors. It is no part of the product: it makes the
// figures of docs/statistics.md.
//
//	go -C lab run ./deciding [flags] [rounds.jsonl...]
//
// Every pseudo pull request is a suite of benchmarks that play against the real
// decider, round by round, as measuring does without a bound of time. Without
// files the noise is made up, of several kinds. With files each benchmark's
// rounds are a trace, of which a pseudo benchmark gets a contiguous stretch from
// a random start, so that drift and bursts stay; a coin swaps its sides.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"

	"github.com/benchgate/benchgate/internal/calibration"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "deciding:", err)
		os.Exit(1)
	}
}

// An options says what to play.
type options struct {
	suites, benchmarks int
	change             float64 // planted in every benchmark of head
	threshold          float64
	seed               uint64
	resamples          int
	noise              string
}

func run(args []string, out io.Writer) error {
	var o options
	fs := flag.NewFlagSet("deciding", flag.ContinueOnError)
	fs.IntVar(&o.suites, "suites", 10_000, "pseudo pull requests for each kind of noise")
	fs.IntVar(&o.benchmarks, "benchmarks", 100, "benchmarks of each")
	fs.Float64Var(&o.change, "change", 0, "slowdown of head in every benchmark, such as 0.1")
	fs.Float64Var(&o.threshold, "threshold", 0.05, "tolerated slowdown")
	fs.Uint64Var(&o.seed, "seed", 1, "of everything random")
	fs.IntVar(&o.resamples, "resamples", 1000, "resamples of whole traces for the bound of recorded rounds")
	fs.StringVar(&o.noise, "noise", "", "only this `KIND` of noise")
	if err := fs.Parse(args); err != nil {
		return err
	}
	sources, err := o.sources(fs.Args())
	if err != nil {
		return err
	}
	header(out, o)
	for _, s := range sources {
		if o.noise != "" && o.noise != s.name {
			continue
		}
		line(out, o, s, o.play(s))
	}
	return nil
}

// A source makes benchmarks that play.
type source struct {
	name string
	// kinds is how many different ones there are: traces, or classes of noise.
	kinds int
	start func(kind int, rng *rand.Rand) calibration.Ratios
}

// sources are the files, or all that is made up.
func (o options) sources(files []string) ([]source, error) {
	if o.suites < 1 || o.benchmarks < 1 || o.threshold <= 0 || o.change <= -1 {
		return nil, errors.New("suites, benchmarks and the threshold must be positive, and a change more than -1")
	}
	if len(files) == 0 {
		return inventions(), nil
	}
	s, err := recorded(files)
	return []source{s}, err
}
