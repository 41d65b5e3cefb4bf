package gotest

import (
	gobuild "go/build"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// An Own is the user's working tree: Root is its top, and Loose are the files in
// it that no commit has, as slash paths; a directory of such is one entry with a
// slash at its end.
type Own struct {
	Root  string
	Loose []string
}

// loose tells whether a file of the working tree is one of those.
func (o Own) loose(rel string) bool {
	return slices.ContainsFunc(o.Loose, func(entry string) bool {
		return rel == entry || strings.HasSuffix(entry, "/") && strings.HasPrefix(rel, entry)
	})
}

// Lacks lists the loose files of the user's working tree that the test binary of a
// package would be compiled from there, and that the tree does not have: source of
// packages that take part, and what they embed. A directory stands for a package
// that is not there at all.
func (in *Inputs) Lacks(importPath string, o Own) []string {
	m := in.module(importPath)
	if m == nil || m.err != nil || len(o.Loose) == 0 {
		return nil
	}
	c := m.constraints()
	var found []string
	add := func(names ...string) {
		for _, name := range names {
			if !slices.Contains(found, name) {
				found = append(found, name)
			}
		}
	}
	for _, dep := range m.deps(importPath) {
		p := m.inputs[dep]
		switch rel, own := within(in.tree, p.Dir); {
		case p.Standard:
		case p.Dir == "" || own && !exists(p.Dir):
			add(in.lostPackage(m, importPath, dep, o)...)
		case own:
			tested := p.ForTest == importPath || p.ImportPath == importPath
			add(in.lostSources(c, p, rel, tested, o)...)
			add(in.lostEmbeds(p, rel, o)...)
		}
	}
	return found
}

// constraints are those that say which files of a package are compiled.
func (m *moduleInputs) constraints() *gobuild.Context {
	c := gobuild.Default
	c.GOOS, c.GOARCH, c.CgoEnabled = m.env["GOOS"], m.env["GOARCH"], m.env["CGO_ENABLED"] == "1"
	c.BuildTags = nil
	for _, f := range slices.Concat(fields(m.env["GOFLAGS"]), m.flags) {
		if v, ok := valueOf(f, "tags"); ok {
			c.BuildTags = strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' })
		}
	}
	return &c
}

// lostSources are the loose files in a package's directory that would be compiled.
func (in *Inputs) lostSources(c *gobuild.Context, p input, rel string, tested bool, o Own) []string {
	var lost []string
	for _, name := range o.Loose {
		base := path.Base(name)
		if path.Dir(name) != rel || strings.HasSuffix(name, "/") || in.has(name) || strings.HasSuffix(base, "_test.go") && !tested {
			continue
		}
		if ext := path.Ext(base); ext != ".go" && ext != ".s" && ext != ".syso" && len(p.CgoFiles) == 0 {
			continue
		}
		if ok, err := c.MatchFile(filepath.Join(o.Root, filepath.FromSlash(rel)), base); err == nil && ok {
			lost = append(lost, name)
		}
	}
	return lost
}

func (in *Inputs) has(rel string) bool {
	return exists(filepath.Join(in.tree, filepath.FromSlash(rel)))
}

// lostEmbeds are loose files that a package embeds: the first of each pattern.
func (in *Inputs) lostEmbeds(p input, rel string, o Own) []string {
	var lost []string
	dir := filepath.Join(o.Root, filepath.FromSlash(rel))
	for _, pattern := range slices.Concat(p.EmbedPatterns, p.TestEmbedPatterns, p.XTestEmbedPatterns) {
		pattern, all := strings.CutPrefix(pattern, "all:")
		matches, err := filepath.Glob(filepath.Join(quoteGlob(dir), filepath.FromSlash(pattern)))
		if err != nil {
			continue // the build says so
		}
		for _, match := range matches {
			if name := in.lostBelow(match, all, o); name != "" {
				lost = append(lost, name)
				break
			}
		}
	}
	return lost
}

// quoteGlob makes a directory stand for itself in a pattern.
func quoteGlob(dir string) string {
	if filepath.Separator == '\\' {
		return dir // there a backslash quotes nothing
	}
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}

// lostBelow is the first loose file at or below a path of the working tree, as an
// embedding takes them, that the tree lacks; "" without one.
func (in *Inputs) lostBelow(at string, all bool, o Own) string {
	lost := ""
	// What cannot be read cannot be embedded either.
	_ = filepath.WalkDir(at, func(path string, d fs.DirEntry, err error) error {
		hidden := path != at && !all && (d == nil || d.Name()[0] == '.' || d.Name()[0] == '_')
		switch {
		case err != nil || hidden && d != nil && d.IsDir():
			return fs.SkipDir
		case hidden || !d.Type().IsRegular():
			return nil
		}
		if rel, ok := within(o.Root, path); ok && o.loose(rel) && !in.has(rel) {
			lost = rel
			return fs.SkipAll
		}
		return nil
	})
	return lost
}

// lostPackage is the directory of a package that only the working tree has: its
// import path lies below the module's.
func (in *Inputs) lostPackage(m *moduleInputs, importPath, dep string, o Own) []string {
	dep, _, _ = strings.Cut(dep, " ")
	mod := m.inputs[importPath].Module
	moduleDir, own := within(in.tree, m.packages[0].ModuleDir)
	if mod == nil || !own {
		return nil
	}
	below, ok := strings.CutPrefix(dep, mod.Path+"/")
	rel := path.Join(moduleDir, below)
	if !ok || in.has(rel) || !exists(filepath.Join(o.Root, filepath.FromSlash(rel))) || !o.loose(rel+"/") {
		return nil
	}
	return []string{rel + "/"}
}
