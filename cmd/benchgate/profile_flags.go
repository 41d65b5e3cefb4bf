package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"

	"github.com/benchgate/benchgate/internal/exit"
)

// A profiling is what the flags before the command ask about benchgate itself:
// names of files. The zero value profiles nothing.
type profiling struct{ cpu, heap string }

// profiled runs a command under the profilers that the flags before it name. A
// profile that cannot be written is an error of its own beside a verdict.
func (p *program) profiled(ctx context.Context, args []string) error {
	pr, args, err := profileFlags(args)
	if err != nil {
		return err
	}
	stop, err := pr.start(p)
	if err != nil {
		return err
	}
	err = p.dispatch(ctx, args)
	missing := stop()
	if missing != nil && err != nil {
		p.Report(missing)
		return err
	}
	return errors.Join(err, missing)
}

// profileFlags takes the flags off the front of the arguments.
func profileFlags(args []string) (pr profiling, rest []string, err error) {
	files := map[string]*string{"cpuprofile": &pr.cpu, "memprofile": &pr.heap}
	for len(args) > 0 && strings.HasPrefix(args[0], "-") {
		flag, file, joined := strings.Cut(args[0], "=")
		to := files[strings.TrimLeft(flag, "-")]
		if to == nil {
			break
		}
		args = args[1:]
		if !joined && len(args) > 0 {
			file, args = args[0], args[1:]
		}
		if file == "" {
			return pr, nil, exit.Usagef("benchgate help profiling", "%s: names no file", flag)
		}
		*to = file
	}
	return pr, args, nil
}

// start begins what was asked for; stop ends it and writes it.
func (pr profiling) start(p *program) (stop func() error, err error) {
	if pr.cpu == "" {
		return func() error { return pr.writeHeap(p) }, nil
	}
	f, err := os.Create(p.Absolute(pr.cpu))
	if err != nil {
		return nil, exit.Usagef("benchgate help profiling", "--cpuprofile: %w", err)
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, errors.Join(fmt.Errorf("--cpuprofile: %w", err), f.Close())
	}
	return func() error {
		pprof.StopCPUProfile()
		return errors.Join(f.Close(), pr.writeHeap(p))
	}, nil
}

// writeHeap writes what was allocated, and what of it is still in use.
func (pr profiling) writeHeap(p *program) error {
	if pr.heap == "" {
		return nil
	}
	f, err := os.Create(p.Absolute(pr.heap))
	if err != nil {
		return fmt.Errorf("--memprofile: %w", err)
	}
	runtime.GC() // the profile is as of the last collection
	return errors.Join(pprof.Lookup("allocs").WriteTo(f, 0), f.Close())
}
