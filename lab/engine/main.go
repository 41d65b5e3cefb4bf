// Command engine runs the experiments on the engines: what a measurement costs,
// how wrong it is on identical code, what each default contributes, and whether
// turns measure what go test measures; and, on the whole gate, how often it is
// wrong. Its results stand in docs/engine.md and docs/statistics.md; it is no
// part of the product.
//
//	go -C lab run ./engine SUBCOMMAND [flags]
//
//	quickness      time and error of go test, exec and turns on identical code
//	contributions  what pinning, turn and round length, copies and warm-up do
//	fidelity       turns against go test, benchmark by benchmark
//	layouts        what the layout of a binary, and edits that change nothing, do
//	unchanged      suites through the gate whose head costs what base does
//	curve          planted slowdowns through the gate: how large must they be?
//	adversaries    the gate on machines and benchmarks that are ill-disposed
//	practice       the gate beside what is usual today
//	budgets        the gate with budgets that do not suffice
//	shared         do the leaves of a function depend on each other?
//
// Every experiment does the same:
//
//  1. build the test binaries it needs;
//  2. make a schedule of trials, all methods and benchmarks interleaved in
//     random order, so that a slow spell of the machine hits all alike;
//  3. carry the trials out, one at a time;
//  4. sum them up in tables: Markdown on standard output, and every trial in the
//     file of --raw.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	if status, yes := hogging(os.Stdin, os.Stdout, os.Stderr); yes {
		os.Exit(status)
	}
	os.Exit(status())
}

// The exit statuses, those of benchgate.
const (
	statusUsage       = 2
	statusTrouble     = 3
	statusInterrupted = 130
)

// status is main with deferred calls that run before the process ends.
func status() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if _, yes := os.LookupEnv(estimateVariable); yes {
		return estimateOnce(ctx, os.Stdin, os.Stdout, os.Stderr)
	}
	return run(ctx, os.Args[1:], os.Stdout, os.Stderr)
}

// An experiment is one subcommand.
type experiment struct {
	name string
	// define adds the flags of its own and returns what runs it once they are
	// parsed.
	define func(f *flags) func(ctx context.Context, l *lab) (report, error)
}

var experiments = []experiment{
	{"quickness", quickness},
	{"contributions", contributions},
	{"fidelity", fidelity},
	{"layouts", layouts},
	{"unchanged", unchanged},
	{"curve", curve},
	{"adversaries", against},
	{"practice", practice},
	{"budgets", budgets},
	{"shared", shared},
}

// run runs one experiment and returns an exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	err := attempt(ctx, args, stdout, stderr)
	var wrong *usageError
	switch {
	case err == nil:
		return 0
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "engine: interrupted; nothing was written")
		return statusInterrupted
	case errors.As(err, &wrong):
		fmt.Fprintf(stderr, "engine: %v\n", err)
		return statusUsage
	}
	fmt.Fprintf(stderr, "engine: %v\n", err)
	return statusTrouble
}

func attempt(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	f, perform, err := parse(args)
	if err != nil {
		return err
	}
	l, err := open(f, stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	before := look()
	r, err := perform(ctx, l)
	if err != nil {
		return err
	}
	return publish(r, machineNow(before), f, args, stdout)
}
