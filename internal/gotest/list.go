package gotest

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
)

// A ListError tells about a package, or a whole module, that could not be
// listed, so that its benchmarks are not known.
type ListError struct {
	// Package is the import path, or the module's directory relative to the
	// tree where not even that is known.
	Package string
	Message string // in the go command's words where it has any
	// At is the package, or only its module where nothing is known of a package.
	At Package
}

func (e ListError) Error() string { return fmt.Sprintf("list %s: %s", e.Package, e.Message) }

// listed is a package as go list describes it.
type listed struct {
	ImportPath, Dir string
	Module          *struct {
		Main      bool
		Path, Dir string
	}
	Match                     []string
	TestGoFiles, XTestGoFiles []string
	Error                     *struct{ Pos, Err string }
}

// List returns the packages with benchmarks that patterns match in one tree, in
// the order of their directories. Patterns are those of the go command,
// relative to dir, which lies inside tree: directories (./x, ./...) and import
// paths of the tree's own modules. Every module below an open pattern is listed
// from its own directory: in workspace mode if a go.work file in the tree uses
// it, and without a workspace otherwise. A go.work file outside the tree, also
// one that GOWORK names, is never used, since its modules are not this side's.
//
// A package or module that does not load or parse is a ListError and no
// obstacle to the others. A pattern that matches no package at all is a
// *NoMatchError; it may still match in the other tree.
func (g Go) List(ctx context.Context, tree, dir string, patterns, buildFlags []string) ([]Package, []ListError, error) {
	tree, dir = filepath.Clean(tree), filepath.Clean(dir)
	var all []query
	for _, p := range patterns {
		qs, err := queries(tree, dir, p)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, qs...)
	}
	l := lister{
		g: g, tree: tree, dir: dir, flags: buildFlags,
		work:    workspaces{g: g, tree: tree, used: map[string][]string{}},
		matched: map[string]bool{}, why: map[string]string{}, seen: map[string]bool{},
	}
	byModule := map[string][]query{}
	var order []string
	for _, q := range all {
		if byModule[q.module] == nil {
			order = append(order, q.module)
		}
		byModule[q.module] = append(byModule[q.module], q)
	}
	for _, m := range order {
		if err := l.module(ctx, m, byModule[m]); err != nil {
			return nil, nil, err
		}
	}
	for _, p := range patterns {
		if !l.matched[p] {
			return nil, nil, &NoMatchError{p, cmp.Or(l.why[p], "no package matches")}
		}
	}
	slices.SortFunc(l.packages, func(a, b Package) int { return cmp.Compare(a.RelDir, b.RelDir) })
	return l.packages, l.errors, nil
}

// A lister collects what the modules of one tree answer.
type lister struct {
	g         Go
	tree, dir string
	flags     []string
	work      workspaces
	packages  []Package
	errors    []ListError
	matched   map[string]bool   // pattern → some package matched
	why       map[string]string // pattern → why none did
	seen      map[string]bool   // directories
}

// module lists one module. It returns an error only when ctx ended or the go
// command cannot be run.
func (l *lister) module(ctx context.Context, dir string, qs []query) error {
	off, err := l.work.off(ctx, dir)
	var found []listed
	if err == nil {
		found, err = l.list(ctx, dir, off, qs)
	}
	var bad *goError
	if errors.As(err, &bad) {
		l.broken(dir, qs, bad.message)
		return nil
	}
	if err != nil {
		return err
	}
	for _, p := range found {
		if l.wanted(p, qs) && !l.seen[p.Dir] {
			l.seen[p.Dir] = true
			l.take(p, dir, off)
		}
	}
	return nil
}

// broken notes that a module cannot be listed. That matters to a pattern which
// names its directory, unless it is one of many and has no benchmark to lose; the packages of an import path may be in another module.
func (l *lister) broken(dir string, qs []query, message string) {
	named, one := false, false
	for _, q := range qs {
		if q.local {
			l.matched[q.pattern], named = true, true
			one = one || q.literal
		} else if l.why[q.pattern] == "" {
			l.why[q.pattern] = message
		}
	}
	if named && (one || mayHaveBenchmarks(dir, true)) {
		rel, _ := within(l.tree, dir)
		l.errors = append(l.errors, ListError{relName(rel), message, Package{ModuleDir: dir}})
	}
}

func (l *lister) list(ctx context.Context, dir string, off bool, qs []query) ([]listed, error) {
	args := append([]string{"list", "-e", "-json=ImportPath,Dir,Module,Match,TestGoFiles,XTestGoFiles,Error"}, l.flags...)
	for _, q := range qs {
		if !slices.Contains(args, q.arg) {
			args = append(args, q.arg)
		}
	}
	var out bytes.Buffer
	if err := l.g.run(ctx, dir, l.g.env(off), &out, args...); err != nil {
		return nil, err
	}
	var found []listed
	for dec := json.NewDecoder(&out); ; {
		var p listed
		err := dec.Decode(&p)
		if err == io.EOF {
			return found, nil
		}
		if err != nil {
			return nil, &goError{fmt.Sprintf("read the output of go list: %v", err)}
		}
		found = append(found, p)
	}
}

// wanted tells whether one of the queries asked for the package, and whether it
// is the tree's own.
func (l *lister) wanted(p listed, qs []query) bool {
	_, inside := within(l.tree, p.Dir)
	inside = inside && p.Dir != "" && (p.Module == nil || p.Module.Main)
	wanted := false
	for _, q := range qs {
		if !slices.Contains(p.Match, q.arg) {
			continue
		}
		switch rel, _ := filepath.Rel(l.dir, p.Dir); {
		case !inside:
			l.missed(q, p)
		case q.only == nil || q.only.MatchString(filepath.ToSlash(rel)):
			l.matched[q.pattern], wanted = true, true
		}
	}
	return wanted
}

// missed notes why a pattern that names one package found none. The first
// module asked is the nearest, so that its answer counts.
func (l *lister) missed(q query, p listed) {
	if !q.literal || l.why[q.pattern] != "" {
		return
	}
	l.why[q.pattern] = "not a package of this repository"
	if p.Error != nil {
		l.why[q.pattern] = p.Error.Err
	}
}

// take adds a package, if it has benchmarks.
func (l *lister) take(p listed, module string, off bool) {
	rel, _ := within(l.tree, p.Dir)
	pkg := Package{ImportPath: p.ImportPath, Dir: p.Dir, RelDir: rel, ModuleDir: module, WorkOff: off}
	if p.Module != nil {
		// In workspace mode another module than the one asked may answer.
		pkg.ModuleDir, pkg.ModulePath = p.Module.Dir, p.Module.Path
	}
	if p.Error != nil {
		if mayHaveBenchmarks(p.Dir, false) {
			l.errors = append(l.errors, ListError{p.ImportPath, p.message(), pkg})
		}
		return
	}
	var err error
	if pkg.Benchmarks, err = benchmarks(p.Dir, rel, slices.Concat(p.TestGoFiles, p.XTestGoFiles)); err != nil {
		l.errors = append(l.errors, ListError{p.ImportPath, err.Error(), pkg})
		return
	}
	if len(pkg.Benchmarks) > 0 {
		l.packages = append(l.packages, pkg)
	}
}

func (p listed) message() string {
	if p.Error.Pos == "" {
		return p.Error.Err
	}
	return p.Error.Pos + ": " + p.Error.Err
}

// relName is how a directory of the tree is shown: ./x, or . for its root.
func relName(rel string) string {
	if rel == "." || rel == "" {
		return "."
	}
	return "./" + rel
}
