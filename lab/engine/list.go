package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// An entry is a line of the list of benchmarks.
type entry struct {
	round.Benchmark        // without the GOMAXPROCS suffix
	note            string // why turns differ from go test, empty without
}

// parseList reads a list: a package and a benchmark a line, and behind " # " an
// explanation. Empty lines and lines that start with # are left out.
func parseList(in io.Reader, name string) ([]entry, error) {
	var all []entry
	seen := map[round.Benchmark]bool{}
	sc := bufio.NewScanner(in)
	for n := 1; sc.Scan(); n++ {
		text, note, _ := strings.Cut(sc.Text(), " # ")
		fields := strings.Fields(text)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		if len(fields) != 2 {
			return nil, fmt.Errorf("%s:%d: %d words instead of a package and a benchmark", name, n, len(fields))
		}
		e := entry{round.Benchmark{Package: fields[0], Name: fields[1]}, strings.TrimSpace(note)}
		if seen[e.Benchmark] {
			return nil, fmt.Errorf("%s:%d: %s stands there twice", name, n, e.Benchmark)
		}
		seen[e.Benchmark] = true
		all = append(all, e)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return all, nil
}

// readList reads the entries of a file as far as --only selects them.
func (l *lab) readList(file string) ([]entry, error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, wrong("read the list of benchmarks: %v", err)
	}
	defer in.Close() // only read
	all, err := parseList(in, file)
	if err != nil {
		return nil, &usageError{err.Error()}
	}
	some := slices.DeleteFunc(all, func(e entry) bool { return !l.selected.MatchString(e.String()) })
	if len(some) == 0 {
		return nil, wrong("%s has no benchmark that --only %q matches", file, l.only)
	}
	return some, nil
}

// locate finds the packages of entries, seen from the module in dir: those of
// the standard library, and of the modules that it requires.
func (l *lab) locate(ctx context.Context, dir string, entries []entry) (map[string]gotest.Package, error) {
	args := []string{"list", "-json=ImportPath,Dir"}
	for _, e := range entries {
		if !slices.Contains(args, e.Package) {
			args = append(args, e.Package)
		}
	}
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Env = dir, append(slices.Clone(l.goCmd.Env), "GOWORK=off", "PWD="+dir)
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			err = fmt.Errorf("%w: %s", err, exit.Stderr)
		}
		return nil, fmt.Errorf("list the packages of the benchmarks in %s: %w", dir, err)
	}
	found := map[string]gotest.Package{}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct{ ImportPath, Dir string }
		if err := dec.Decode(&p); err == io.EOF {
			return found, nil
		} else if err != nil {
			return nil, fmt.Errorf("read the output of go list: %w", err)
		}
		found[p.ImportPath] = gotest.Package{ImportPath: p.ImportPath, Dir: p.Dir,
			RelDir: filepath.ToSlash(p.ImportPath), ModuleDir: dir, WorkOff: true}
	}
}
