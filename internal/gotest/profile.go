package gotest

import (
	"context"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// args are the arguments that ask package testing for the profiles.
func (p Profiles) args() []string {
	var args []string
	for _, f := range []struct{ file, flag, rate string }{
		{p.CPU, "cpuprofile", ""},
		{p.Allocs, "memprofile", "memprofilerate=1"},
		{p.Block, "blockprofile", "blockprofilerate=1"},
		{p.Mutex, "mutexprofile", "mutexprofilefraction=1"},
	} {
		if f.file == "" {
			continue
		}
		args = append(args, "-test."+f.flag+"="+f.file)
		if f.rate != "" {
			args = append(args, "-test."+f.rate)
		}
	}
	return args
}

// rateFile is added to a package to raise the rate of CPU profiles.
const rateFile = "benchgate_profile_rate_test.go"

// ProfileRate is how often a second a CPU profile should be sampled, where the
// kernel's clock ticks so often: package testing asks for 100, which is little for
// what a few seconds are to tell. More than 500 would say nothing new.
const ProfileRate = 500

// Sampled builds the binary once more, into the file out, which it replaces, so
// that its CPU profiles are sampled more often. It is built as b was, with one
// file more in its package, and only what depends on that is compiled. Remove
// removes it. What does not build is a *BuildError.
func (b *Binary) Sampled(ctx context.Context, out string) (*Binary, error) {
	clause, err := b.clause()
	if err != nil {
		return nil, err
	}
	source := out + ".rate.go"
	text := fmt.Sprintf("package %s\n\nimport \"runtime\"\n\nfunc init() { runtime.SetCPUProfileRate(%d) }\n", clause, ProfileRate)
	if err := os.WriteFile(source, []byte(text), 0o600); err != nil {
		return nil, fmt.Errorf("%s: %w", relName(b.Package.RelDir), err)
	}
	o := b.made.options
	o.Overlay = maps.Clone(o.Overlay)
	if o.Overlay == nil {
		o.Overlay = map[string]string{}
	}
	o.Overlay[filepath.Join(b.Package.Dir, rateFile)] = source
	again, err := b.made.by.Build(ctx, b.Package, out, o)
	if err := errors.Join(err, os.Remove(source)); err != nil {
		return nil, errors.Join(err, removeBuilt(out))
	}
	again.Env = b.Env
	return again, nil
}

// clause is the package clause of a file of external tests, which is compiled
// without the package itself.
func (b *Binary) clause() (string, error) {
	if len(b.Package.Benchmarks) == 0 {
		return "", fmt.Errorf("%s: it has no benchmarks", relName(b.Package.RelDir))
	}
	name := filepath.Join(b.Package.Dir, path.Base(b.Package.Benchmarks[0].File))
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.PackageClauseOnly)
	if err != nil {
		return "", fmt.Errorf("%s: read its package clause: %w", relName(b.Package.RelDir), err)
	}
	return strings.TrimSuffix(file.Name.Name, "_test") + "_test", nil
}
