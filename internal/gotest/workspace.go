package gotest

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
)

// A Workspace is a go.work file that is in force in the user's working tree, and not
// in the trees.
type Workspace struct {
	File string
	// Modules are the directories of the modules that it supplies, by their paths:
	// those that it uses, and what it replaces by a directory.
	Modules map[string]string
}

// OwnWorkspace returns the workspace in which the go command works on a module in the
// user's working tree, where the module of the side's tree has no such file; nil
// without one. moduleDir is the module's directory in the tree.
func (g Go) OwnWorkspace(ctx context.Context, tree, moduleDir string, o Own) (*Workspace, error) {
	rel, ok := within(tree, moduleDir)
	here := filepath.Join(o.Root, filepath.FromSlash(rel))
	if !ok || !isModule(here) {
		return nil, nil
	}
	file, err := g.output(ctx, here, g.Env, "env", "GOWORK")
	if err != nil || file == "" || file == "off" {
		return nil, err
	}
	if at, inside := within(resolved(o.Root), resolved(file)); inside && exists(filepath.Join(tree, filepath.FromSlash(at))) {
		return nil, nil
	}
	w := &Workspace{File: file, Modules: map[string]string{}}
	used, err := w.read(ctx, g)
	for _, dir := range used {
		if resolved(dir) == resolved(here) {
			return w, err
		}
	}
	return nil, err // it does not use the module, so the go command does not work on it
}

// read reads the file; it returns the directories that it uses.
func (w *Workspace) read(ctx context.Context, g Go) ([]string, error) {
	dirs, replaced, err := readWork(ctx, g, w.File)
	if err != nil {
		return nil, err
	}
	for _, dir := range dirs {
		path, err := g.modulePath(ctx, dir)
		if err != nil {
			return nil, err
		}
		w.Modules[path] = dir
	}
	for path, dir := range replaced {
		w.Modules[path] = dir
	}
	return dirs, nil
}

// readWork reads a go.work file: the directories that it uses, and those by which it
// replaces modules.
func readWork(ctx context.Context, g Go, file string) (used []string, replaced map[string]string, err error) {
	text, err := g.output(ctx, filepath.Dir(file), g.Env, "work", "edit", "-json", file)
	if err != nil {
		return nil, nil, err
	}
	var work struct {
		Use     []struct{ DiskPath string }
		Replace []replacement
	}
	if err := json.Unmarshal([]byte(text), &work); err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", file, err)
	}
	for _, use := range work.Use {
		used = append(used, absolute(filepath.Dir(file), filepath.FromSlash(use.DiskPath)))
	}
	return used, localReplacements(work.Replace, filepath.Dir(file)), nil
}

// A replacement is a replace directive as the go command prints it.
type replacement struct {
	Old, New struct{ Path, Version string }
}

// localReplacements are the directories that replace modules, by the modules' paths.
func localReplacements(all []replacement, dir string) map[string]string {
	replaced := map[string]string{}
	for _, r := range all {
		if r.New.Version == "" {
			replaced[r.Old.Path] = absolute(dir, filepath.FromSlash(r.New.Path))
		}
	}
	return replaced
}

// A modFile is what matters here of a go.mod file.
type modFile struct {
	Module  struct{ Path string }
	Replace []replacement
}

func (g Go) modFile(ctx context.Context, dir string) (m modFile, err error) {
	text, err := g.output(ctx, dir, append(g.env(true), "GOFLAGS="), "mod", "edit", "-json")
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		return m, fmt.Errorf("read go.mod of %s: %w", dir, err)
	}
	return m, nil
}

func (g Go) modulePath(ctx context.Context, dir string) (string, error) {
	m, err := g.modFile(ctx, dir)
	return m.Module.Path, err
}

// Elsewhere returns a module that the workspace supplies and that the package's test
// binary is compiled from, but in another copy, since the tree lacks the workspace.
// It returns "" if there is none.
func (in *Inputs) Elsewhere(importPath string, w *Workspace, o Own) string {
	m := in.module(importPath)
	if m == nil || m.err != nil {
		return ""
	}
	for _, dep := range m.deps(importPath) {
		p := m.inputs[dep]
		if p.Standard || p.Module == nil {
			continue
		}
		supplied, ok := w.Modules[p.Module.Path]
		if !ok {
			continue
		}
		rel, ours := within(resolved(o.Root), resolved(supplied))
		if !ours || !p.of(filepath.Join(in.tree, filepath.FromSlash(rel))) {
			return p.Module.Path
		}
	}
	return ""
}

// of tells whether a package belongs to the module in a directory.
func (p input) of(dir string) bool {
	mod := p.Module.Dir
	if p.Module.Replace != nil && p.Module.Replace.Dir != "" {
		mod = p.Module.Replace.Dir
	}
	return mod == dir || mod == "" && isOwn(dir, p.Dir) // a vendor directory names none
}

// LostReplacements are the directories by which the go.mod file of a module replaces
// others and that only the user's working tree can reach, by the modules' paths.
func (g Go) LostReplacements(ctx context.Context, tree, moduleDir string, o Own) (map[string]string, error) {
	rel, ok := within(tree, moduleDir)
	if !ok {
		return nil, nil
	}
	file, err := g.modFile(ctx, moduleDir)
	if err != nil {
		return nil, err
	}
	lost := map[string]string{}
	here := localReplacements(file.Replace, filepath.Join(o.Root, filepath.FromSlash(rel)))
	for path, dir := range localReplacements(file.Replace, moduleDir) {
		if !isModule(dir) && isModule(here[path]) {
			lost[path] = here[path]
		}
	}
	return lost, nil
}
