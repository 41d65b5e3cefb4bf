package gotest

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// The bounds of a glance: what takes longer than a moment is not worth waiting
// for at a prompt.
const (
	glanceFiles = 4000
	glanceBytes = 1 << 20 // of one file
)

// declares matches the first line of what is in all likelihood a benchmark.
var declares = regexp.MustCompile(`(?m)^func (Benchmark[\pL\d_]*)\(`)

// Glance returns the benchmark functions that the test files in dir and below
// seem to declare, by their text alone: no build, and no heed to build
// constraints. File is relative to dir. What cannot be read is left out, and so is
// everything behind the first few thousand files.
func Glance(dir string) []Func {
	var found []Func
	files := 0
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case d.IsDir() && path != dir && unlisted(d.Name()):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(d.Name(), "_test.go"):
			return nil
		}
		if files++; files > glanceFiles {
			return filepath.SkipAll
		}
		found = append(found, glanceFile(dir, path)...)
		return nil
	})
	return found
}

func glanceFile(dir, path string) []Func {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > glanceBytes {
		return nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	rel, err := filepath.Rel(dir, path)
	if err != nil {
		return nil
	}
	var found []Func
	for _, m := range declares.FindAllSubmatchIndex(text, -1) {
		found = append(found, Func{
			Name: string(text[m[2]:m[3]]), File: filepath.ToSlash(rel),
			Line: 1 + strings.Count(string(text[:m[0]]), "\n"),
		})
	}
	return found
}

// mayHaveBenchmarks tells what is broken and has benchmarks from what has none to lose:
// a package, or with below a whole module. A test file that cannot be read may have one.
func mayHaveBenchmarks(dir string, below bool) bool {
	found := false
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != dir && (!below || unlisted(d.Name()) || isModule(path)):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(d.Name(), "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		if found = err != nil || bytes.Contains(text, []byte("Benchmark")); found {
			return filepath.SkipAll
		}
		return nil
	})
	return found || err != nil
}
