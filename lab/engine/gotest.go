package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"time"

	"golang.org/x/perf/benchfmt"

	"github.com/benchgate/benchgate/internal/gotest"
)

// lingering is how long a killed process may hold on to its output.
const lingering = 2 * time.Second

// A result is what go test prints of one run.
type result struct {
	n      int64
	values map[string]float64 // by unit
}

// goTest runs a plain test binary as go test does with -bench and -count, and
// returns the sec/op of every result.
func goTest(ctx context.Context, b *gotest.Binary, run string, count int, benchtime time.Duration) ([]float64, error) {
	results, err := goTestResults(ctx, b, run, count, benchtime)
	if err != nil {
		return nil, err
	}
	var values []float64
	for _, r := range results {
		if v := r.values["sec/op"]; v > 0 {
			values = append(values, v)
		}
	}
	return values, wanted(run, len(values), count)
}

// goTestResults is goTest with all units.
func goTestResults(ctx context.Context, b *gotest.Binary, run string, count int, benchtime time.Duration) ([]result, error) {
	cmd := exec.CommandContext(ctx, b.Path, "-test.run=^$", "-test.bench="+gotest.Pattern(run),
		"-test.count="+strconv.Itoa(count), "-test.benchtime="+benchtime.String(),
		"-test.benchmem", "-test.timeout=0", "-test.paniconexit0")
	cmd.Dir, cmd.Env, cmd.WaitDelay = b.Package.Dir, b.Env, lingering
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		if cause := context.Cause(ctx); cause != nil {
			return nil, cause
		}
		return nil, &gotest.Failure{Kind: gotest.Exit, Benchmark: run,
			Message: fmt.Sprintf("%v: %s%s", err, out.String(), errs.String())}
	}
	results := resultsOf(&out)
	return results, wanted(run, len(results), count)
}

// wanted is an error where there are not as many results as asked for.
func wanted(run string, have, count int) error {
	switch have {
	case count:
		return nil
	case 0:
		return &gotest.Failure{Kind: gotest.NoResult, Benchmark: run, Message: "it did not run"}
	}
	return &gotest.Failure{Kind: gotest.NoResult, Benchmark: run, Message: fmt.Sprintf("%d results instead of %d", have, count)}
}

// goTestFresh is goTest of a fresh copy of the binary.
func (l *lab) goTestFresh(ctx context.Context, b *gotest.Binary, run string, count int, benchtime time.Duration) (values []float64, err error) {
	err = l.onFresh(b, func(c *gotest.Binary) (err error) {
		values, err = goTest(ctx, c, run, count, benchtime)
		return err
	})
	return values, err
}

// resultsOf reads the output of a test binary.
func resultsOf(out *bytes.Buffer) []result {
	var results []result
	for in := benchfmt.NewReader(out, "output"); in.Scan(); {
		if r, ok := in.Result().(*benchfmt.Result); ok {
			one := result{n: int64(r.Iters), values: map[string]float64{}}
			for _, v := range r.Values {
				one.values[v.Unit] = v.Value
			}
			results = append(results, one)
		}
	}
	return results
}
