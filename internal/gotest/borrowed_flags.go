package gotest

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/benchgate/benchgate/internal/child"
)

// benign are the parts of flags that name paths without reading from them: they
// rewrite paths, or set strings.
var benign = regexp.MustCompile(`-(?:trimpath|f\w+-prefix-map)=\S+|-X[= ]\s*\S+`)

// BorrowedFlags tells whether build flags, or the go command's own settings, name
// files of the repository's own work trees, roots. A program to run (-toolexec) is
// not what is compiled. The error is a *BorrowedError.
func (in *Inputs) BorrowedFlags(g Go, flags, roots []string) error {
	l := newLender(in.tree, roots)
	if work := child.Getenv(g.Env, "GOWORK"); filepath.IsAbs(work) {
		if _, ok := l.has(work); ok {
			return &BorrowedError{"GOWORK names " + work, "unset GOWORK: each side then uses the go.work file of its own tree"}
		}
	}
	for _, m := range in.modules {
		all := slices.Concat(fields(m.env["GOFLAGS"]), flags)
		for _, f := range all {
			if _, ok := valueOf(f, "toolexec"); !ok && l.mentions(benign.ReplaceAllString(f, "")) {
				return &BorrowedError{f + " names a file", "write the path relative to the module's directory"}
			}
		}
		for _, key := range []string{"CGO_CFLAGS", "CGO_CPPFLAGS", "CGO_CXXFLAGS", "CGO_FFLAGS", "CGO_LDFLAGS"} {
			if l.mentions(benign.ReplaceAllString(m.env[key], "")) {
				return &BorrowedError{fmt.Sprintf("%s=%s names a file", key, m.env[key]), "name it in a #cgo line, by ${SRCDIR} and a relative path"}
			}
		}
		if err := l.overlay(all, m.packages[0].ModuleDir); err != nil {
			return err
		}
	}
	return nil
}

// overlay looks at the files that the user's overlay, the last of the flags, puts in
// the place of others. One that cannot be read does not build.
func (l lender) overlay(flags []string, dir string) error {
	name := ""
	for _, f := range flags {
		if v, ok := valueOf(f, "overlay"); ok {
			name = v
		}
	}
	replace, err := readOverlay(name, dir)
	if err != nil {
		return nil
	}
	for from, to := range replace {
		for _, path := range []string{from, to} {
			if _, ok := l.has(path); path != "" && ok {
				return &BorrowedError{fmt.Sprintf("the overlay %s names %s", name, path), "write the paths in it relative to the module's directory"}
			}
		}
	}
	return nil
}
