package gotest

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// include is a line of C or assembly that takes in a file of the tree.
var include = regexp.MustCompile(`(?m)^[ \t]*#[ \t]*include[ \t]*["<]([^">\n]+)[">]`)

// Unseen are the files that the source of C and assembly of a package's test binary
// includes and that are no part of its package, by their slash paths, with the file
// that includes each: Go's build cache does not see them change.
func (in *Inputs) Unseen(importPath string) map[string]string {
	found := map[string]string{}
	m := in.module(importPath)
	if m == nil || m.err != nil || m.rebuilds() {
		return found
	}
	for _, dep := range m.deps(importPath) {
		p := m.inputs[dep]
		// Flags with the tree's own path, such as by SRCDIR, tell the trees apart.
		if p.Standard || p.Dir == "" || !isOwn(in.tree, p.Dir) || strings.Contains(p.settings(), in.tree) {
			continue
		}
		own := p.sources()
		for _, name := range slices.Concat(p.CgoFiles, p.CFiles, p.CXXFiles, p.MFiles, p.HFiles, p.FFiles, p.SFiles) {
			if !filepath.IsAbs(name) {
				in.includes(found, p, own, absolute(p.Dir, name))
			}
		}
	}
	return found
}

// rebuilds tells whether the user has all built anew.
func (m *moduleInputs) rebuilds() bool {
	return slices.ContainsFunc(slices.Concat(fields(m.env["GOFLAGS"]), m.flags), func(f string) bool {
		f = "-" + strings.TrimLeft(f, "-")
		return f == "-a" || f == "-a=true"
	})
}

// includes notes what a file includes, and what that does. The assembler looks in the
// package's directory, a C compiler in the file's and where -I says.
func (in *Inputs) includes(found map[string]string, p input, own []string, file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		return // it will not build, which is told then
	}
	by, _ := within(in.tree, file)
	dirs := append([]string{p.Dir, filepath.Dir(file)}, p.includeDirs()...)
	for _, match := range include.FindAllSubmatch(text, -1) {
		for _, dir := range dirs {
			at := absolute(dir, filepath.FromSlash(string(match[1])))
			rel, ok := within(in.tree, at)
			info, err := os.Stat(at)
			if !ok || err != nil || !info.Mode().IsRegular() || found[rel] != "" {
				continue
			}
			if name, err := filepath.Rel(p.Dir, at); err == nil && slices.Contains(own, filepath.ToSlash(name)) {
				continue
			}
			found[path.Clean(rel)] = by
			in.includes(found, p, own, at)
		}
	}
}

func (p input) includeDirs() (dirs []string) {
	for _, f := range slices.Concat(p.CgoCPPFLAGS, p.CgoCFLAGS, p.CgoCXXFLAGS) {
		if dir, ok := strings.CutPrefix(f, "-I"); ok && dir != "" {
			dirs = append(dirs, absolute(p.Dir, filepath.FromSlash(dir)))
		}
	}
	return dirs
}
