package gate

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/benchgate/benchgate/internal/changes"
	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/spelling"
)

// rules are the policy in force.
type rules struct {
	config.Settings
	source  string     // where the policy came from
	changes []string   // what head changes in it
	set     []Override // by the environment, then by flags
}

// envKeys are the keys of the policy file that BENCHGATE_* variables may set.
var envKeys = []string{"bench", "budget", "timeout", "engine", "strict", "explain"}

// misspelt warns of BENCHGATE_* variables that set nothing but are near one
// that does.
func misspelt(env []string) []string {
	var warnings []string
	for _, kv := range env {
		name, value, _ := strings.Cut(kv, "=")
		word, ours := strings.CutPrefix(name, "BENCHGATE_")
		near := spelling.Nearest(word, append([]string{"changed"}, envKeys...))
		if !ours || value == "" || near == "" || word == strings.ToUpper(near) {
			continue
		}
		warnings = append(warnings, fmt.Sprintf("the environment variable %s sets nothing: did you mean BENCHGATE_%s?", name, strings.ToUpper(near)))
	}
	return warnings
}

// Set is what the environment sets of the policy's keys, and then what flags do:
// of a key that is there twice, the last counts.
func (o Options) Set(p *process.Process) []Override {
	var set []Override
	for _, key := range envKeys {
		name := "BENCHGATE_" + strings.ToUpper(key)
		if v, ok := p.Lookup(name); ok && v != "" {
			set = append(set, Override{key, v, name})
		}
	}
	return append(set, o.Overrides...)
}

// override applies environment and flags, in this order: flag > BENCHGATE_* >
// file > default.
func (r rules) override(p *process.Process, o Options) (rules, error) {
	if len(o.Packages) > 0 {
		r.Packages = o.Packages
	}
	r.BuildFlags = append(append([]string{}, r.BuildFlags...), o.Build...)
	r.set = o.Set(p)
	for _, ov := range r.set {
		if err := config.Set(&r.Settings, ov.Key, ov.Value); err != nil {
			return r, exit.Usagef("", "%s: %w", ov.From, err)
		}
	}
	return r, nil
}

// SettingsHere loads the policy that is named, or that of the repository around
// the directory; outside of a repository, the directory's own. source says where it
// came from.
func SettingsHere(ctx context.Context, p *process.Process, name string) (s config.Settings, source string, err error) {
	root := p.Dir
	if repo, err := git.Open(ctx, p.Dir, p.Env); err == nil {
		root = repo.Root
	}
	return config.Find(p.Absolute(name), root)
}

// Filter says which changed files count for unchanged binaries. policyFile is the
// absolute path of a policy file that was named; "" for the usual one.
func Filter(s config.Settings, root, policyFile string) changes.Filter {
	f := changes.Filter{Ignore: s.Ignore, Inputs: s.Inputs, Policy: config.FileName}
	if policyFile != "" {
		rel, err := filepath.Rel(root, policyFile)
		if f.Policy = filepath.ToSlash(rel); err != nil {
			f.Policy = "" // on another volume, so no file of the repository
		}
	}
	return f
}
