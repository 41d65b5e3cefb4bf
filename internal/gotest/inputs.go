package gotest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/changes"
)

// An input is a package of a test binary as go list describes it.
type input struct {
	ImportPath, Dir, ForTest string
	Standard                 bool
	Module                   *inputModule

	GoFiles, CgoFiles, CFiles, CXXFiles, MFiles, HFiles, FFiles, SFiles []string
	SwigFiles, SwigCXXFiles, SysoFiles, EmbedFiles                      []string
	EmbedPatterns, TestEmbedPatterns, XTestEmbedPatterns                []string

	Imports, Deps []string
	// What else the compiler and the linker are told.
	DefaultGODEBUG                                                string
	CgoCFLAGS, CgoCPPFLAGS, CgoCXXFLAGS, CgoLDFLAGS, CgoPkgConfig []string

	Incomplete bool
	Error      *struct{ Err string }
}

type inputModule struct {
	Path, Version, GoVersion, Dir string
	Main                          bool
	Replace                       *inputModule
}

var inputFields = "-json=ImportPath,Dir,ForTest,Standard,Module,GoFiles,CgoFiles,CFiles,CXXFiles,MFiles,HFiles,FFiles,SFiles," +
	"SwigFiles,SwigCXXFiles,SysoFiles,EmbedFiles,EmbedPatterns,TestEmbedPatterns,XTestEmbedPatterns,Imports,Deps,DefaultGODEBUG,CgoCFLAGS,CgoCPPFLAGS,CgoCXXFLAGS,CgoLDFLAGS,CgoPkgConfig,Incomplete,Error"

// Inputs are what the test binaries of some packages of one tree are compiled
// from, as the go command describes it.
type Inputs struct {
	tree    string
	modules []*moduleInputs
	digests map[string]string // of files, by absolute path
}

// moduleInputs are what one call of the go command told.
type moduleInputs struct {
	packages []Package
	flags    []string          // the user's build flags
	env      map[string]string // of the go command there
	inputs   map[string]input  // by import path
	nodes    map[string]changes.Node
	unclear  string // why it is not known what is compiled
	err      error  // why nothing is known
}

// Inputs asks what the test binaries of the packages are compiled from. tree is
// the root of their side. What the go command does not know for certain is no
// error: the graphs say so.
func (g Go) Inputs(ctx context.Context, tree string, pkgs []Package, buildFlags []string) (*Inputs, error) {
	in := &Inputs{tree: filepath.Clean(tree), digests: map[string]string{}}
	for _, group := range byModule(pkgs) {
		m := &moduleInputs{packages: group, flags: buildFlags, nodes: map[string]changes.Node{}}
		m.err = m.load(ctx, g)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		in.modules = append(in.modules, m)
	}
	return in, nil
}

// Graph is what the test binary of a package is compiled from; empty where the
// go command does not know of such a binary.
func (in *Inputs) Graph(importPath string) changes.Graph {
	m := in.module(importPath)
	switch {
	case m == nil:
		return nil
	case m.err != nil:
		return changes.Graph{importPath: {Unclear: m.err.Error(), Wide: unknown}}
	}
	graph := changes.Graph{}
	for _, path := range m.deps(importPath) {
		n, ok := m.nodes[path]
		if !ok {
			n = in.node(m, path)
			m.nodes[path] = n
		}
		graph[path] = n
	}
	return graph
}

// unknown stands for the packages by which a package reaches far where its imports
// are not known.
const unknown = "packages that are not known"

// Knows tells whether a package is one of those that were asked for.
func (in *Inputs) Knows(importPath string) bool { return in.module(importPath) != nil }

func (in *Inputs) module(importPath string) *moduleInputs {
	for _, m := range in.modules {
		for _, p := range m.packages {
			if p.ImportPath == importPath {
				return m
			}
		}
	}
	return nil
}

// deps are the packages that a package's test binary is made of, with itself.
func (m *moduleInputs) deps(importPath string) []string {
	binary, ok := m.inputs[importPath+".test"]
	if !ok {
		return nil
	}
	return slices.DeleteFunc(append([]string{binary.ImportPath}, binary.Deps...), func(path string) bool { return path == "C" })
}

// byModule groups packages by the directory and the mode that the go command
// works in, in the order of the first of each.
func byModule(pkgs []Package) [][]Package {
	var groups [][]Package
	for _, p := range pkgs {
		i := slices.IndexFunc(groups, func(g []Package) bool { return g[0].ModuleDir == p.ModuleDir && g[0].WorkOff == p.WorkOff })
		if i < 0 {
			i = len(groups)
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], p)
	}
	return groups
}

// load asks the go command about the packages of one module.
func (m *moduleInputs) load(ctx context.Context, g Go) error {
	dir, env := m.packages[0].ModuleDir, g.env(m.packages[0].WorkOff)
	if err := m.settings(ctx, g, dir, env); err != nil {
		return err
	}
	for _, f := range slices.Concat(fields(m.env["GOFLAGS"]), m.flags) {
		name, value, _ := strings.Cut(strings.TrimLeft(f, "-"), "=")
		if opaque[name] && !(name == "pgo" && (value == "auto" || value == "off")) {
			m.unclear = fmt.Sprintf("with -%s it is not clear what is compiled", name)
		}
	}
	args := append([]string{"list", "-e", "-deps", "-test", inputFields}, m.flags...)
	for _, p := range m.packages {
		args = append(args, p.target())
	}
	var out bytes.Buffer
	if err := g.run(ctx, dir, env, &out, args...); err != nil {
		return err
	}
	return m.read(&out)
}

// settings asks for the variables of the go command that say what compiles.
func (m *moduleInputs) settings(ctx context.Context, g Go, dir string, env []string) error {
	text, err := g.output(ctx, dir, env, append([]string{"env", "-json"}, inputSettings...)...)
	if err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(text), &m.env); err != nil {
		return fmt.Errorf("read the output of go env: %w", err)
	}
	return nil
}

var inputSettings = []string{"GOVERSION", "GOROOT", "GOFLAGS", "GOWORK", "GOMOD", "GOMODCACHE", "GOOS", "GOARCH", "CGO_ENABLED",
	"CGO_CFLAGS", "CGO_CPPFLAGS", "CGO_CXXFLAGS", "CGO_FFLAGS", "CGO_LDFLAGS"}

// Toolchain is the version of the Go that builds a package; "" where it is not
// known.
func (in *Inputs) Toolchain(importPath string) string {
	if m := in.module(importPath); m != nil {
		return m.env["GOVERSION"]
	}
	return ""
}

// opaque are the build flags that name files or programs of their own.
var opaque = map[string]bool{"overlay": true, "modfile": true, "toolexec": true, "pgo": true, "pkgdir": true, "compiler": true}

func (m *moduleInputs) read(r io.Reader) error {
	m.inputs = map[string]input{}
	for dec := json.NewDecoder(r); ; {
		var p input
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the output of go list: %w", err)
		}
		m.inputs[p.ImportPath] = p
	}
}
