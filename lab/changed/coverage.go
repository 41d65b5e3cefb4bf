package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/suite"
)

// longest bounds one iteration of one benchmark.
const longest = time.Minute

// cover runs every benchmark of the packages for one iteration and notes which
// functions it executes. A benchmark that does not run under coverage is left
// out, and counted as such.
func (s *study) cover(ctx context.Context, packages []gotest.Package) error {
	for i, p := range packages {
		s.say("coverage of package %d of %d, %s", i+1, len(packages), p.ImportPath)
		binary := filepath.Join(s.dir, "cover.test")
		build := exec.CommandContext(ctx, "go", "test", "-c", "-vet=off", "-covermode=set", "-coverpkg=./...", "-o", binary, p.ImportPath)
		build.Dir, build.Env = p.ModuleDir, goEnv()
		if out, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("build %s with coverage: %w\n%s", p.ImportPath, err, out)
		}
		for _, f := range p.Benchmarks {
			top := suite.Top{Package: p.ImportPath, Name: f.Name}
			if err := s.runCovered(ctx, binary, p.Dir, top); err != nil {
				s.say("left out: %s.%s: %v", top.Package, top.Name, err)
				s.leftOut++
			}
			if ctx.Err() != nil {
				return ctx.Err()
			}
		}
	}
	return nil
}

func (s *study) runCovered(ctx context.Context, binary, dir string, top suite.Top) error {
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	profile := filepath.Join(s.dir, "profile")
	cmd := exec.CommandContext(ctx, binary, "-test.run", "^$", "-test.bench", "^"+top.Name+"$", "-test.benchtime", "1x", "-test.coverprofile", profile)
	cmd.Dir, cmd.Env, cmd.WaitDelay = dir, goEnv(), time.Second
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %.200s", err, out)
	}
	files, err := executedBlocks(profile)
	if err != nil {
		return err
	}
	s.benchmarks++
	for file, blocks := range files {
		for _, fn := range s.functions[strings.TrimPrefix(file, s.module+"/")] {
			if slices.ContainsFunc(blocks, func(b block) bool { return b.from >= fn.from && b.to <= fn.to }) {
				s.executes[fn] = append(s.executes[fn], top)
			}
		}
	}
	return nil
}

// goEnv keeps what surrounds the experiment out of the modules.
func goEnv() []string { return append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod") }
