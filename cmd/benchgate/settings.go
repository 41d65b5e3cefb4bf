package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/git"
)

// policyName is the policy file's name at the root of a repository.
const policyName = ".benchgate.yml"

// misnamed is what people call it by mistake.
const misnamed = ".benchgate.yaml"

// envKeys are the keys of the policy file that BENCHGATE_* variables may set.
var envKeys = []string{"bench", "budget", "timeout", "engine", "strict", "explain"}

// loadSettings reads a policy file. Without a name it looks for policyName in
// dir, and the defaults apply where there is none. source says what was used.
func loadSettings(name, dir string) (s config.Settings, source string, err error) {
	explicit := name != ""
	if !explicit {
		name = filepath.Join(dir, policyName)
	}
	s, err = config.Load(name)
	switch {
	case err == nil:
		return s, name, nil
	case errors.Is(err, fs.ErrNotExist) && !explicit && exists(filepath.Join(dir, misnamed)):
		return s, "", usagef("rename it to "+policyName, "%s is not read: the policy file is called %s", filepath.Join(dir, misnamed), policyName)
	case errors.Is(err, fs.ErrNotExist) && !explicit:
		return config.Default(), "defaults", nil
	case errors.Is(err, fs.ErrNotExist):
		return s, "", usagef("benchgate config schema describes the file", "no policy file %s", name)
	}
	return s, "", usagef("", "%w", err)
}

// misspelt warns of BENCHGATE_* variables that set nothing but are near one
// that does.
func (p *program) misspelt() []string {
	var warnings []string
	for _, kv := range p.env {
		name, value, _ := strings.Cut(kv, "=")
		word, ours := strings.CutPrefix(name, "BENCHGATE_")
		near := config.Nearest(word, append([]string{"changed"}, envKeys...))
		if !ours || value == "" || near == "" || word == strings.ToUpper(near) {
			continue
		}
		warnings = append(warnings, fmt.Sprintf("the environment variable %s sets nothing: did you mean BENCHGATE_%s?", name, strings.ToUpper(near)))
	}
	return warnings
}

// override applies environment and flags, in this order: flag > BENCHGATE_* >
// file > default.
func (p *program) override(s *config.Settings, o *runOptions) error {
	if len(o.packages) > 0 {
		s.Packages = o.packages
	}
	s.BuildFlags = append(append([]string{}, s.BuildFlags...), o.build...)
	var all []override
	for _, key := range envKeys {
		name := "BENCHGATE_" + strings.ToUpper(key)
		if v, ok := p.lookup(name); ok && v != "" {
			all = append(all, override{key, v, name})
		}
	}
	o.applied = append(all, o.overrides...)
	for _, ov := range o.applied {
		if err := config.Set(s, ov.key, ov.value); err != nil {
			return usagef("", "%s: %w", ov.from, err)
		}
	}
	return nil
}

// settingsHere loads the policy that is named, or that of the repository around
// the directory; outside of a repository, the directory's own.
func (p *program) settingsHere(ctx context.Context, name string) (config.Settings, string, error) {
	root := p.dir
	if repo, err := git.Open(ctx, p.dir, p.env); err == nil {
		root = repo.Root
	}
	return loadSettings(absolute(p.dir, name), root)
}
