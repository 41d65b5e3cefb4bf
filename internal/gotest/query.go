package gotest

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// A query is what one module is asked for on behalf of one pattern.
type query struct {
	pattern string // as the user wrote it
	module  string // directory
	arg     string // for go list, run in module
	// only, if set, selects directories relative to the user's.
	only *regexp.Regexp
	// local tells that the pattern is a path, literal that it names one package.
	local, literal bool
}

// A NoMatchError tells that a pattern matches no package of a tree.
type NoMatchError struct {
	Pattern string
	Message string // why, in the go command's words where it has any
}

func (e *NoMatchError) Error() string {
	return fmt.Sprintf("packages %q: %s", e.Pattern, e.Message)
}

// queries returns what to ask which modules for one pattern.
func queries(tree, dir, pattern string) ([]query, error) {
	switch {
	case pattern == "" || strings.HasPrefix(pattern, "-") || strings.ContainsAny(pattern, "@\n"):
		return nil, fmt.Errorf("packages %q: not a package pattern", pattern)
	case filepath.IsAbs(pattern) || strings.HasPrefix(pattern, "/"):
		return nil, fmt.Errorf("packages %q: an absolute path is not in both trees; use one relative to the current directory", pattern)
	case strings.HasSuffix(pattern, ".go"):
		return nil, fmt.Errorf("packages %q: name packages, not files", pattern)
	}
	slashed := filepath.ToSlash(pattern)
	if first, _, _ := strings.Cut(slashed, "/"); first != "." && first != ".." {
		return pathQueries(tree, dir, pattern)
	}
	return localQueries(tree, dir, pattern, path.Clean(slashed))
}

// pathQueries asks the module that holds dir and those below it for an import
// path, in that order.
func pathQueries(tree, dir, pattern string) ([]query, error) {
	modules, err := modulesBelow(dir)
	if err != nil {
		return nil, err
	}
	if m := owner(tree, dir); m != "" {
		modules = append([]string{m}, modules...)
	}
	var qs []query
	for _, m := range modules {
		qs = append(qs, query{pattern: pattern, module: m, arg: pattern, literal: !strings.Contains(pattern, "...")})
	}
	return qs, noModule(pattern, qs)
}

// localQueries asks for a path relative to dir: the module that holds it and,
// if it ends open, the modules below it.
func localQueries(tree, dir, pattern, clean string) ([]query, error) {
	fixed, _, open := strings.Cut(clean, "...")
	if open {
		fixed = fixed[:strings.LastIndexByte(fixed, '/')+1]
	}
	at := filepath.Join(dir, filepath.FromSlash(fixed))
	if _, ok := within(tree, at); !ok {
		return nil, fmt.Errorf("packages %q: outside the repository", pattern)
	}
	if info, err := os.Stat(at); err != nil || !info.IsDir() {
		return nil, &NoMatchError{pattern, "no such directory"}
	}
	var qs []query
	if m := owner(tree, at); m != "" {
		rel, _ := within(m, at)
		// The rest of the pattern goes on behind its fixed directory.
		arg := "./" + path.Join(rel, clean[len(fixed):])
		qs = append(qs, query{pattern: pattern, module: m, arg: strings.TrimSuffix(arg, "/."), local: true, literal: !open})
	}
	if open {
		below, err := modulesBelow(at)
		if err != nil {
			return nil, err
		}
		for _, m := range below {
			qs = append(qs, query{pattern: pattern, module: m, arg: "./...", only: wildcard(clean), local: true})
		}
	}
	return qs, noModule(pattern, qs)
}

func noModule(pattern string, qs []query) error {
	if len(qs) > 0 {
		return nil
	}
	return &NoMatchError{pattern, "no go.mod there, above or below"}
}

// wildcard returns an expression for the paths that a pattern of the go
// command matches: ... stands for anything, and /... at the end also for
// nothing.
func wildcard(clean string) *regexp.Regexp {
	re := strings.ReplaceAll(regexp.QuoteMeta(clean), `\.\.\.`, `.*`)
	if rest, ok := strings.CutSuffix(re, `/.*`); ok {
		re = rest + `(/.*)?`
	}
	return regexp.MustCompile(`^` + re + `$`)
}
