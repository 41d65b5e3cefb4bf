//go:build unix

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"

	"github.com/benchgate/benchgate/internal/compare"
)

// timeout bounds one run of a command.
const timeout = 10 * time.Minute

// run times the command once. A regression found is a success here.
func (c *command) run(ctx context.Context, dir string) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	var stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, c.args[0], c.args[1:]...)
	cmd.Dir, cmd.Stderr = dir, &stderr
	start := time.Now()
	err := cmd.Run()
	took := time.Since(start)
	if status := cmd.ProcessState; err != nil && (status == nil || status.ExitCode() != 1) {
		return fmt.Errorf("%s: %w\n%s", c.name, err, stderr.Bytes())
	}
	c.took = append(c.took, took)
	c.cpu = append(c.cpu, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	c.peak = append(c.peak, peak(cmd.ProcessState))
	return nil
}

// peak returns the largest resident size of an ended process, in bytes.
func peak(p *os.ProcessState) int64 {
	rss := int64(p.SysUsage().(*syscall.Rusage).Maxrss)
	if runtime.GOOS != "darwin" { // which counts bytes; the others, KiB
		rss *= 1024
	}
	return rss
}

// readVerb makes this program read and compare two files and do nothing else.
const readVerb = "read-and-compare"

func readAndCompare(base, head string) error {
	var sides [2]compare.Samples
	for i, name := range []string{base, head} {
		if err := read(&sides[i], name); err != nil {
			return err
		}
	}
	deltas, err := compare.Files(&sides[0], &sides[1], compare.Options{})
	if err != nil {
		return err
	}
	fmt.Println(len(deltas), "rows")
	return nil
}

func read(s *compare.Samples, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return s.Read(f, name)
}
