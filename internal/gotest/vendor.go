package gotest

import (
	"path"
	"path/filepath"
	"slices"
)

// LostVendor is the vendor directory that a package's test binary would be compiled
// with in the user's working tree, of loose files that the tree lacks; "" without one.
func (in *Inputs) LostVendor(importPath string, o Own) string {
	m := in.module(importPath)
	if m == nil || m.err != nil || m.vendorOff() || !m.foreign(importPath) {
		return ""
	}
	dir := m.packages[0].ModuleDir
	if work := m.env["GOWORK"]; work != "" && work != "off" {
		dir = filepath.Dir(work)
	}
	rel, ok := within(in.tree, dir)
	vendor := path.Join(rel, "vendor")
	list := vendor + "/modules.txt"
	if !ok || in.has(list) || !o.loose(list) || !exists(filepath.Join(o.Root, filepath.FromSlash(list))) {
		return ""
	}
	return vendor
}

// vendorOff tells whether a flag, the last one counts, rules a vendor directory out.
func (m *moduleInputs) vendorOff() bool {
	off := false
	for _, f := range slices.Concat(fields(m.env["GOFLAGS"]), m.flags) {
		if v, ok := valueOf(f, "mod"); ok {
			off = v != "vendor"
		}
	}
	return off
}

// foreign tells whether a package's test binary has packages of other modules.
func (m *moduleInputs) foreign(importPath string) bool {
	return slices.ContainsFunc(m.deps(importPath), func(dep string) bool {
		p := m.inputs[dep]
		return !p.Standard && p.Module != nil && !p.Module.Main
	})
}
