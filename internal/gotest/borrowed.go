package gotest

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A BorrowedError tells that a test binary would be compiled from what lies in the
// user's working tree instead of its side's tree, so that both sides would be the
// same there.
type BorrowedError struct{ what, hint string }

func (e *BorrowedError) Error() string {
	return e.what + ", which is in the working tree: both sides would be built from it"
}

// Hint says how to write it.
func (e *BorrowedError) Hint() string { return e.hint }

// A lender is the user's repository: its work trees, with and without symbolic
// links in their paths, but not the tree that is being looked at.
type lender struct {
	tree  string
	roots []string
}

func newLender(tree string, roots []string) lender {
	l := lender{tree: resolved(tree)}
	for _, root := range roots {
		for _, dir := range []string{filepath.Clean(root), resolved(root)} {
			// A repository at the root of the file system would have everything.
			if dir != l.tree && dir != filepath.Dir(dir) && !slices.Contains(l.roots, dir) {
				l.roots = append(l.roots, dir)
			}
		}
	}
	return l
}

// resolved is a path without symbolic links; what is not there stays as it is.
func resolved(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return filepath.Clean(path)
}

// has tells whether a path leads into one of the work trees, and where there.
func (l lender) has(path string) (rel string, ok bool) {
	path = resolved(path)
	if _, own := within(l.tree, path); own {
		return "", false
	}
	for _, root := range l.roots {
		if rel, ok := within(root, path); ok {
			return rel, true
		}
	}
	return "", false
}

// mentions tells whether a text names a path in one of the work trees.
func (l lender) mentions(text string) bool {
	for _, root := range l.roots {
		for rest := text; ; {
			_, after, ok := strings.Cut(rest, root)
			if !ok {
				break
			}
			if rest = after; rest == "" || !strings.ContainsAny(rest[:1], "-_.") && !isNameByte(rest[0]) {
				return true
			}
		}
	}
	return false
}

func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

// Borrowed tells whether the test binary of a package would be compiled from files
// of the repository's own work trees, roots: by absolute paths in go.mod or go.work,
// by symbolic links, or by flags for C. The error is a *BorrowedError.
func (in *Inputs) Borrowed(importPath string, roots []string) error {
	m := in.module(importPath)
	if m == nil || m.err != nil {
		return nil
	}
	l := newLender(in.tree, roots)
	for _, path := range m.deps(importPath) {
		p := m.inputs[path]
		if p.Standard || p.Dir == "" {
			continue
		}
		if _, cached := within(m.env["GOMODCACHE"], p.Dir); cached {
			continue
		}
		if rel, ok := l.has(p.Dir); ok {
			return in.borrowedModule(m, p, rel)
		}
		if err := in.borrowedFiles(l, p); err != nil {
			return err
		}
	}
	return nil
}

// borrowedModule says how a package's directory came to be where rel is in a work
// tree.
func (in *Inputs) borrowedModule(m *moduleInputs, p input, rel string) error {
	mod := p.Module
	switch {
	case mod != nil && mod.Replace != nil && filepath.IsAbs(mod.Replace.Path):
		file, to := in.directive(m, mod.Replace.Path, rel, p)
		return &BorrowedError{fmt.Sprintf("%s replaces %s by %s", file, mod.Path, mod.Replace.Path),
			fmt.Sprintf("write in %s: replace %s => %s", file, mod.Path, to)}
	case mod != nil && mod.Main && !isOwn(in.tree, mod.Dir):
		file, to := in.directive(m, mod.Dir, rel, p)
		return &BorrowedError{fmt.Sprintf("%s uses %s", file, mod.Dir), fmt.Sprintf("write in %s: use %s", file, to)}
	}
	return &BorrowedError{fmt.Sprintf("a symbolic link leads to %s, the directory of %s", resolved(p.Dir), p.ImportPath),
		"commit a relative link, or the files themselves"}
}

func isOwn(tree, dir string) bool {
	_, ok := within(tree, dir)
	return ok
}

// directive finds which file names an absolute path, by its slash path from the
// tree's root, and how that file would name it relative to itself. rel is where
// package p of the module lies in the work tree.
func (in *Inputs) directive(m *moduleInputs, names, rel string, p input) (file, to string) {
	if mod := p.Module; mod != nil {
		// From the package's directory to its module's.
		dir := mod.Dir
		if mod.Replace != nil {
			dir = cmp.Or(mod.Replace.Dir, mod.Dir)
		}
		if below, ok := within(dir, p.Dir); ok {
			rel = strings.TrimSuffix(strings.TrimSuffix(rel, strings.TrimPrefix(below, ".")), "/")
		}
	}
	file = m.env["GOMOD"]
	for _, name := range []string{m.env["GOWORK"], m.env["GOMOD"]} {
		if text, err := os.ReadFile(name); name != "" && err == nil && bytes.Contains(text, []byte(names)) {
			file = name
			break
		}
	}
	at, ok := within(in.tree, file)
	if !ok {
		return filepath.ToSlash(file), "./" + rel
	}
	to, err := filepath.Rel(filepath.FromSlash(filepath.ToSlash(filepath.Dir(at))), filepath.FromSlash(cmp.Or(rel, ".")))
	if err != nil {
		return at, "./" + rel
	}
	if to = filepath.ToSlash(to); !strings.HasPrefix(to, "../") && to != ".." {
		to = "./" + to
	}
	return at, to
}

// borrowedFiles looks at the single files of a package of the tree, and at what its
// C code is told.
func (in *Inputs) borrowedFiles(l lender, p input) error {
	if !isOwn(in.tree, p.Dir) {
		return nil
	}
	for _, name := range p.sources() {
		if filepath.IsAbs(name) {
			continue // the generated main package
		}
		path := absolute(p.Dir, filepath.FromSlash(name))
		if _, ok := l.has(path); ok {
			rel, _ := within(in.tree, path)
			return &BorrowedError{fmt.Sprintf("%s is a symbolic link to %s", rel, resolved(path)), "commit a relative link, or the file itself"}
		}
	}
	for _, flags := range [][]string{p.CgoCFLAGS, p.CgoCPPFLAGS, p.CgoCXXFLAGS, p.CgoLDFLAGS} {
		for _, f := range flags {
			if l.mentions(f) {
				return &BorrowedError{fmt.Sprintf("%s is compiled with %s", p.ImportPath, f), "write ${SRCDIR} and a relative path in its #cgo line"}
			}
		}
	}
	return in.included(l, p)
}

// included looks for files of C and assembly that name others by absolute paths.
func (in *Inputs) included(l lender, p input) error {
	for _, name := range slices.Concat(p.CgoFiles, p.CFiles, p.CXXFiles, p.MFiles, p.HFiles, p.FFiles, p.SFiles) {
		path := absolute(p.Dir, filepath.FromSlash(name))
		text, err := os.ReadFile(path)
		if err != nil {
			continue // it will not build, which is told then
		}
		for line := range strings.Lines(string(text)) {
			if strings.Contains(line, "#include") && l.mentions(line) {
				rel, _ := within(in.tree, path)
				return &BorrowedError{fmt.Sprintf("%s has %s", rel, strings.TrimSpace(line)), "include it by a relative path"}
			}
		}
	}
	return nil
}
