// Package config decodes .benchgate.yml: strictly, with positions, into
// settings that carry every default.
//
// Parse is pure; Load is the thin wrapper that reads the file.
package config

import (
	"time"

	"github.com/benchgate/benchgate/internal/policy"
)

// Settings are all keys of a policy file, each with its default where the file
// does not say. The zero value is not useful; use Default or Parse.
type Settings struct {
	Packages []string // patterns as for the go command
	Bench    string   // as for go test -bench
	// Budget bounds the wall time of measuring; 0 means the larger of 10 m and
	// 2 s × benchmarks.
	Budget     time.Duration
	Timeout    time.Duration // one benchmark's longest silence
	Engine     string        // auto, turns or exec
	BuildFlags []string      // for go test -c
	Prepare    []string      // shell commands run in each tree before the build
	Env        map[string]string
	Ignore     []string // globs of changes that benchmarks are taken not to read
	Inputs     []string // globs of files outside a package that its benchmarks read
	Explain    bool     // say of what got slower where it comes from
	Policy     policy.Policy
}

// Default returns the settings that apply without a file.
func Default() Settings {
	return Settings{
		Packages: []string{"./..."},
		Bench:    ".",
		Timeout:  2 * time.Minute,
		Engine:   "auto",
		Ignore:   []string{"*.md", "docs/**", "LICENSE*", ".github/**"},
		Explain:  true,
		Policy:   policy.Default(),
	}
}
