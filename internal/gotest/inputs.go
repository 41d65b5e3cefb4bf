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

	Imports, Deps []string
	// What else the compiler and the linker are told.
	DefaultGODEBUG                                                string
	CgoCFLAGS, CgoCPPFLAGS, CgoCXXFLAGS, CgoLDFLAGS, CgoPkgConfig []string

	Incomplete bool
	Error      *struct{ Err string }
}

type inputModule struct {
	Path, Version, GoVersion string
	Main                     bool
	Replace                  *inputModule
}

var inputFields = "-json=ImportPath,Dir,ForTest,Standard,Module,GoFiles,CgoFiles,CFiles,CXXFiles,MFiles,HFiles,FFiles,SFiles," +
	"SwigFiles,SwigCXXFiles,SysoFiles,EmbedFiles,Imports,Deps,DefaultGODEBUG,CgoCFLAGS,CgoCPPFLAGS,CgoCXXFLAGS,CgoLDFLAGS,CgoPkgConfig,Incomplete,Error"

// Inputs returns what the test binaries of the packages are compiled from, by
// import path. tree is the root of their side. A package about which the go
// command has nothing to say for certain has a graph that says so, and is no
// error.
func (g Go) Inputs(ctx context.Context, tree string, pkgs []Package, buildFlags []string) (map[string]changes.Graph, error) {
	graphs := map[string]changes.Graph{}
	in := inspector{g: g, tree: filepath.Clean(tree), flags: buildFlags, digests: map[string]string{}}
	for _, group := range byModule(pkgs) {
		err := in.module(ctx, group, graphs)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for _, p := range group {
			if err != nil {
				graphs[p.ImportPath] = changes.Graph{p.ImportPath: {Unclear: err.Error()}}
			}
		}
	}
	return graphs, nil
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

// An inspector looks at one tree.
type inspector struct {
	g       Go
	tree    string
	flags   []string
	digests map[string]string // of files, by absolute path
}

func (in *inspector) module(ctx context.Context, pkgs []Package, graphs map[string]changes.Graph) error {
	dir, env := pkgs[0].ModuleDir, in.g.env(pkgs[0].WorkOff)
	tool, err := in.toolchain(ctx, dir, env)
	if err != nil {
		return err
	}
	args := append([]string{"list", "-e", "-deps", "-test", inputFields}, in.flags...)
	for _, p := range pkgs {
		args = append(args, p.target())
	}
	var out bytes.Buffer
	if err := in.g.run(ctx, dir, env, &out, args...); err != nil {
		return err
	}
	nodes, deps, err := in.read(&out, tool)
	if err != nil {
		return err
	}
	for _, p := range pkgs {
		graphs[p.ImportPath] = graphOf(p.ImportPath+".test", nodes, deps)
	}
	return nil
}

// graphOf is the part of the nodes that a test binary depends on; empty where
// go list does not know of such a binary.
func graphOf(binary string, nodes changes.Graph, deps map[string][]string) changes.Graph {
	root, ok := nodes[binary]
	if !ok {
		return nil
	}
	graph := changes.Graph{binary: root}
	for _, d := range deps[binary] {
		n, ok := nodes[d]
		if !ok && d != "C" {
			n = changes.Node{Unclear: "go list does not describe it"}
		}
		graph[d] = n
	}
	return graph
}

// toolchain names what compiles a module of this tree, and refuses settings
// that let other files take part than go list names.
func (in *inspector) toolchain(ctx context.Context, dir string, env []string) (string, error) {
	text, err := in.g.output(ctx, dir, env, "env", "GOVERSION", "GOROOT", "GOFLAGS")
	if err != nil {
		return "", err
	}
	lines := strings.SplitN(text+"\n\n", "\n", 3)
	for _, f := range slices.Concat(fields(lines[2]), in.flags) {
		name, value, _ := strings.Cut(strings.TrimLeft(f, "-"), "=")
		if opaque[name] && !(name == "pgo" && (value == "auto" || value == "off")) {
			return "", fmt.Errorf("with -%s it is not clear what is compiled", name)
		}
	}
	return lines[0] + " in " + lines[1], nil
}

// opaque are the build flags that name files or programs of their own.
var opaque = map[string]bool{"overlay": true, "modfile": true, "toolexec": true, "pgo": true, "pkgdir": true, "compiler": true}

func (in *inspector) read(r io.Reader, tool string) (changes.Graph, map[string][]string, error) {
	nodes, deps := changes.Graph{}, map[string][]string{}
	for dec := json.NewDecoder(r); ; {
		var p input
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return nodes, deps, nil
		}
		if err != nil {
			return nil, nil, fmt.Errorf("read the output of go list: %w", err)
		}
		nodes[p.ImportPath] = in.node(p, tool)
		deps[p.ImportPath] = p.Deps
	}
}
