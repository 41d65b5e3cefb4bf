// Package config decodes .benchgate.yml: strictly, with positions, into
// settings that carry every default.
//
// The table keys is all that it knows of the file: decoding, Show, Set, Schema,
// Starter and the tables of docs/policy.md are made from it. Which part of
// Settings a key stands for is said there by a yaml tag. Find and Load
// read files; the rest is pure.
package config

import (
	"time"

	"github.com/benchgate/benchgate/internal/policy"
)

// Settings are all keys of a policy file, each with its default where the file
// does not say. The zero value is not useful; use Default or Parse.
type Settings struct {
	Packages []string `yaml:"packages"` // patterns as for the go command
	Bench    string   `yaml:"bench"`    // as for go test -bench
	// Budget bounds the wall time of measuring; 0 means the larger of 10 m and
	// 2 s × benchmarks.
	Budget     time.Duration     `yaml:"budget"`
	Timeout    time.Duration     `yaml:"timeout"`     // one benchmark's longest silence
	Engine     string            `yaml:"engine"`      // auto, turns or exec
	BuildFlags []string          `yaml:"build-flags"` // for go test -c
	Prepare    []string          `yaml:"prepare"`     // shell commands run in each tree before the build
	Env        map[string]string `yaml:"env"`
	Ignore     []string          `yaml:"ignore"`  // globs of changes that benchmarks are taken not to read
	Inputs     []string          `yaml:"inputs"`  // globs of files outside a package that its benchmarks read
	Explain    bool              `yaml:"explain"` // say of what got slower where it comes from
	Policy     policy.Policy     `yaml:",inline"`
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
