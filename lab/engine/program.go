package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/measure"
)

// estimateVariable makes this program estimate once what its standard input asks for.
const estimateVariable = "BENCHGATE_EXPERIMENT_ESTIMATE"

// parting is how long a program may take to end after it was interrupted.
const parting = 10 * time.Second

// A program is the path of a variant.
type program string

// An order is what a variant is to estimate.
type order struct {
	Target  measure.Target
	Wall    time.Duration
	Seed    uint64
	Scratch string
}

// An answer is what came of it.
type answer struct {
	Trial trial
	Error string
	// Concerns tells whether the error is about the benchmark alone.
	Concerns bool
}

// An estimateError is about one benchmark.
type estimateError string

func (e estimateError) Error() string { return string(e) }

// estimate has the variant estimate once, by as many rounds as fit into a wall time.
func (p program) estimate(ctx context.Context, l *lab, t measure.Target, wall time.Duration) (trial, error) {
	asked, err := json.Marshal(order{t, wall, l.coins.Uint64(), l.scratch})
	if err != nil {
		return trial{}, err
	}
	cmd := exec.CommandContext(ctx, string(p))
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = parting
	cmd.Env = append(append([]string(nil), l.goCmd.Env...), estimateVariable+"=1")
	var stderr strings.Builder
	cmd.Stdin, cmd.Stderr = bytes.NewReader(asked), &stderr
	out, err := cmd.Output()
	if err != nil {
		return trial{}, fmt.Errorf("%s: %w: %s", p, err, stderr.String())
	}
	var a answer
	if err := json.Unmarshal(out, &a); err != nil {
		return trial{}, fmt.Errorf("%s answered %q: %w", p, out, err)
	}
	switch {
	case a.Concerns:
		return trial{}, estimateError(a.Error)
	case a.Error != "":
		return trial{}, errors.New(a.Error)
	}
	return a.Trial, nil
}

// estimateOnce is the other end of estimate. It returns an exit status.
func estimateOnce(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer) int {
	var o order
	err := json.NewDecoder(stdin).Decode(&o)
	if err == nil {
		l := &lab{flags: &flags{}, scratch: o.Scratch, coins: rand.New(rand.NewPCG(o.Seed, 1))}
		var a answer
		if a.Trial, err = byTurns(ctx, l, o.Target, o.Wall); err != nil {
			a = answer{Error: err.Error(), Concerns: concerns(err)}
		}
		err = json.NewEncoder(stdout).Encode(a)
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return statusTrouble
	}
	return 0
}
