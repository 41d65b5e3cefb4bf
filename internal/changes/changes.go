// Package changes decides whether a changed file could be seen by a benchmark
// whose binary did not change. It is pure: it looks at names only.
package changes

import (
	"path"
	"strings"
)

// A Filter holds the patterns of the policy. A pattern without a slash matches
// a file's base name anywhere; one with a slash matches the whole path from
// the repository's root, where ** stands for any number of directories.
type Filter struct {
	Ignore []string // files that benchmarks are taken not to read
	Inputs []string // files that benchmarks read, whatever else is said
	Policy string   // the policy file's path, which is the gate's to read; "" for none
	// Embedding are the directories (slash paths from the root) whose Go files embed
	// others.
	Embedding []string
	// Names tells whether the source of the benchmark names a file of its own directory.
	// nil is true of every file.
	Names func(file string) bool
}

// Visible returns the first of the changed files (slash paths from the
// repository's root) that a benchmark of the package in relDir might read
// although it is no part of the binary, and why; "" when there is none. One
// that Inputs names goes before all others. The policy file is not read unless
// Inputs names it. Go source
// outside testdata is compiled, not read; a file matched by Ignore is not read
// unless it lies in a testdata directory, or in the benchmark's own directory and
// Names holds of it.
// Anything unclear counts as visible.
func (f Filter) Visible(changed []string, relDir string) (file, why string) {
	for _, name := range changed {
		if matchAny(f.Inputs, name) {
			return name, "it is one of the policy's inputs"
		}
	}
	for _, name := range changed {
		if why := f.visible(name, relDir); why != "" {
			return name, why
		}
	}
	return "", ""
}

func (f Filter) visible(name, relDir string) string {
	switch {
	case name == f.Policy:
		return ""
	case inTestdata(name):
		return "it is in a testdata directory"
	case path.Ext(name) == ".go":
		return ""
	case !matchAny(f.Ignore, name):
		return "a benchmark might read it"
	case within(name, relDir) && (f.Names == nil || f.Names(name)):
		return "it is in the benchmark's own directory, and the source may name it"
	}
	return ""
}

// Ignored tells whether benchmarks are taken not to read a file, on the policy's word.
func (f Filter) Ignored(name string) bool { return matchAny(f.Ignore, name) }

func inTestdata(name string) bool {
	for _, dir := range strings.Split(path.Dir(name), "/") {
		if dir == "testdata" {
			return true
		}
	}
	return false
}

// within reports whether name lies in dir or below it. Everything lies in the
// directory of a package at the root.
func within(name, dir string) bool {
	if dir == "." || dir == "" {
		return true
	}
	return strings.HasPrefix(name, dir+"/")
}

func matchAny(patterns []string, name string) bool {
	for _, p := range patterns {
		if Match(p, name) {
			return true
		}
	}
	return false
}

// Match reports whether the slash path name matches pattern. A malformed
// pattern matches nothing.
func Match(pattern, name string) bool {
	if !strings.Contains(pattern, "/") {
		ok, err := path.Match(pattern, path.Base(name))
		return err == nil && ok
	}
	return matchParts(strings.Split(pattern, "/"), strings.Split(name, "/"))
}

// matchParts is linear in the number of ** of the pattern times the depth of
// the name for the patterns people write; names are at most some dozen deep.
func matchParts(pattern, name []string) bool {
	for len(pattern) > 0 {
		if pattern[0] == "**" {
			for i := 0; i <= len(name); i++ {
				if matchParts(pattern[1:], name[i:]) {
					return len(pattern) > 1 || len(name) > 0
				}
			}
			return false
		}
		if len(name) == 0 {
			return false
		}
		if ok, err := path.Match(pattern[0], name[0]); err != nil || !ok {
			return false
		}
		pattern, name = pattern[1:], name[1:]
	}
	return len(name) == 0
}
