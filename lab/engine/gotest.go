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

// goTest runs a plain test binary as go test does with -bench and -count, and
// returns the sec/op of every result.
func goTest(ctx context.Context, b *gotest.Binary, run string, count int, benchtime time.Duration) ([]float64, error) {
	cmd := exec.CommandContext(ctx, b.Path, "-test.run=^$", "-test.bench="+gotest.Pattern(run),
		"-test.count="+strconv.Itoa(count), "-test.benchtime="+benchtime.String(),
		"-test.timeout=0", "-test.paniconexit0")
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
	values := secPerOp(&out)
	if len(values) != count {
		return nil, &gotest.Failure{Kind: gotest.NoResult, Benchmark: run,
			Message: fmt.Sprintf("%d results instead of %d", len(values), count)}
	}
	return values, nil
}

// goTestFresh is goTest of a fresh copy of the binary.
func (l *lab) goTestFresh(ctx context.Context, b *gotest.Binary, run string, count int, benchtime time.Duration) (values []float64, err error) {
	err = l.onFresh(b, func(c *gotest.Binary) (err error) {
		values, err = goTest(ctx, c, run, count, benchtime)
		return err
	})
	return values, err
}

// secPerOp reads the output of a test binary.
func secPerOp(out *bytes.Buffer) []float64 {
	var values []float64
	for in := benchfmt.NewReader(out, "output"); in.Scan(); {
		if r, ok := in.Result().(*benchfmt.Result); ok {
			if v, ok := r.Value("sec/op"); ok && v > 0 {
				values = append(values, v)
			}
		}
	}
	return values
}
