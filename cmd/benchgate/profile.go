package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/spf13/pflag"
)

// A profiling is what the flags before the command ask about benchgate itself:
// names of files. The zero value profiles nothing.
type profiling struct {
	cpu, heap string
	running   *os.File // the CPU profile, nil for none
	started   bool
}

func (pr *profiling) flags(fs *pflag.FlagSet) {
	fs.StringVar(&pr.cpu, "cpuprofile", "", "write what CPU time was spent on to `FILE`")
	fs.StringVar(&pr.heap, "memprofile", "", "write what was allocated to `FILE`")
}

// start begins what was asked for.
func (pr *profiling) start(p *program, given *pflag.FlagSet) (err error) {
	given.Visit(func(f *pflag.Flag) {
		if f.Value.String() == "" {
			err = exit.Usagef("benchgate help profiling", "%s: names no file", dashed(f.Name))
		}
	})
	if err != nil {
		return err
	}
	pr.started = true
	if pr.cpu == "" {
		return nil
	}
	if pr.running, err = os.Create(p.Absolute(pr.cpu)); err != nil {
		return exit.Usagef("benchgate help profiling", "--cpuprofile: %w", err)
	}
	if err := pprof.StartCPUProfile(pr.running); err != nil {
		err = errors.Join(fmt.Errorf("--cpuprofile: %w", err), pr.running.Close())
		pr.running = nil
		return err
	}
	return nil
}

// stop ends what was started, and writes it.
func (pr *profiling) stop(p *program) error {
	if !pr.started {
		return nil
	}
	if pr.running == nil {
		return pr.writeHeap(p)
	}
	pprof.StopCPUProfile()
	return errors.Join(pr.running.Close(), pr.writeHeap(p))
}

// writeHeap writes what was allocated, and what of it is still in use.
func (pr *profiling) writeHeap(p *program) error {
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
