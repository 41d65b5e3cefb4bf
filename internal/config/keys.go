package config

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/benchgate/benchgate/internal/buildflag"
	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
)

// Short names for what the tables point to.
type (
	regexpT = regexp.Regexp
	timeT   = time.Time
	direct  = compare.Direction
)

// version is the version of the policy file's schema.
const version = 1

func settingsCodec() codec[Settings] { return settingsObject().codec() }

// settingsObject is the table of all top-level keys.
func settingsObject() object[Settings] {
	type s = Settings
	return object[s]{
		title: "a mapping that begins with version: 1",
		fields: []field[s]{
			versionField(),
			bind("packages", listOf(pattern(), "a list of package patterns", 1), func(s *s) *[]string { return &s.Packages },
				"Packages whose benchmarks are gated, as patterns for the go command. Modules of a workspace are found."),
			bind("bench", benchExpression(), func(s *s) *string { return &s.Bench },
				"Which benchmarks to run, as for go test -bench."),
			bind("budget", duration("auto"), func(s *s) *time.Duration { return &s.Budget },
				"Bound on the wall time of measuring. auto is the larger of 10m and 2s a benchmark."),
			bind("timeout", duration(""), func(s *s) *time.Duration { return &s.Timeout },
				"The longest a benchmark may be silent before it is given up."),
			bind("engine", oneOf("auto", "turns", "exec"), func(s *s) *string { return &s.Engine },
				"How to measure: turns keeps both sides alive and lets them take short turns; exec runs plain test binaries; auto picks."),
			bind("build-flags", listOf(buildFlag(), "a list of flags", 0), func(s *s) *[]string { return &s.BuildFlags },
				"Flags for go test -c, one an item, such as -tags=integration."),
			bind("prepare", listOf(command(), "a list of commands", 0), func(s *s) *[]string { return &s.Prepare },
				"Shell commands run in each tree before the build, to make what is not under version control."),
			bind("env", mapOf("a mapping from names to values", schema{"type": "string", "pattern": envName.String()}, envKey,
				func(string) codec[string] { return variable() }), func(s *s) *map[string]string { return &s.Env },
				"Environment variables for the benchmarks."),
			bind("ignore", listOf(glob(), "a list of file patterns", 0), func(s *s) *[]string { return &s.Ignore },
				"Files that benchmarks are taken not to read: a change to nothing else needs no measuring, unless it is in testdata or in the benchmark's own directory, or inputs names it. Without a slash a pattern matches the file's name anywhere; ** stands for any number of directories."),
			bind("inputs", listOf(glob(), "a list of file patterns", 0), func(s *s) *[]string { return &s.Inputs },
				"Files outside a package that its benchmarks read: a change to one of them needs measuring."),
			bind("explain", boolean(), func(s *s) *bool { return &s.Explain },
				"Profile both sides of what got slower, inside the budget, and say where in the code it comes from."),
			bind("strict", boolean(), func(s *s) *bool { return &s.Policy.Strict },
				"Ask for a regression that even the lower bound of the change be over the threshold."),
			bind("thresholds", thresholds(), func(s *s) *map[string]float64 { return &s.Policy.Thresholds },
				"Tolerated change in the unit's worse direction, in percent of base, for every benchmark. Units that are not named keep their default."),
			bind("rules", listOf(ruleObject().codec(), "a list of rules", 0), func(s *s) *[]policy.Rule { return &s.Policy.Rules },
				"Exceptions for the benchmarks they match. Later rules win, key by key."),
			bind("waivers", listOf(waiverObject().codec(), "a list of waivers", 0), func(s *s) *[]policy.Waiver { return &s.Policy.Waivers },
				"Reviewed exceptions for one benchmark and unit: bounded, dated, with a reason."),
			bind("on", onObject().codec(), func(s *s) *policy.On { return &s.Policy.On },
				"What happens to the run when something is neither a pass nor a regression."),
		},
	}
}

// versionField has no place in Settings: there is one version so far.
func versionField() field[Settings] {
	want := fmt.Sprint(version)
	check := scalar[string]{
		want: "the version " + want, tags: []string{"!!int"},
		parse: func(s string) (string, error) {
			if s != want {
				return "", wrong("this benchgate knows version "+want, "unknown version %s", quote(s))
			}
			return s, nil
		},
		format: func(string) string { return want },
		schema: schema{"const": version, "examples": []any{version}},
	}.codec()
	return field[Settings]{
		name: "version", required: true, schema: check.schema,
		doc:    "Version of this file's format.",
		decode: func(d *decoder, n *yaml.Node, _ *Settings) { check.decode(d, n, new(string)) },
		encode: func(Settings) *yaml.Node { return check.encode(want) },
	}
}

func pattern() codec[string] {
	return textOf("a package pattern", "./...", notFlag)
}

func notFlag(s string) error {
	if strings.HasPrefix(s, "-") {
		return wrong("flags go under build-flags", "%s is a flag, not a package", quote(s))
	}
	return nil
}

func buildFlag() codec[string] {
	return textOf("a flag", "-tags=integration", func(s string) error {
		if err := buildflag.Check(s); err != nil {
			return wrong("one build flag of go test an element, its value behind =, such as -tags=integration", "%v", err)
		}
		return nil
	})
}

// benchExpression checks the parts between slashes one by one, as go test does.
func benchExpression() codec[string] {
	text := textOf("a regular expression", ".", anything)
	return scalar[string]{
		want: "a regular expression", tags: textTags, schema: text.schema,
		within: func(d *decoder, s string) (string, error) {
			if err := text.parse("", s, new(string)); err != nil {
				return "", err
			}
			for _, part := range splitBench(s) {
				if _, err := d.compile(part, "as for go test -bench"); err != nil {
					return "", err
				}
			}
			return s, nil
		},
		format: func(s string) string { return s },
	}.codec()
}

// splitBench cuts an expression at the slashes outside brackets and groups.
func splitBench(s string) []string {
	var parts []string
	class, group, from := 0, 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case c == '[':
			class++
		case c == ']' && class > 0:
			class--
		case c == '(' && class == 0:
			group++
		case c == ')' && class == 0:
			group--
		case c == '/' && class == 0 && group == 0:
			parts = append(parts, s[from:i])
			from = i + 1
		}
	}
	return append(parts, s[from:])
}

var envName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

func envKey(name string) (string, error) {
	if !envName.MatchString(name) {
		return "", wrong("such as GOGC", "%s is not a name for a variable", quote(name))
	}
	return name, nil
}

// glob is a slash-separated pattern below the repository's root.
func glob() codec[string] {
	return textOf("a file pattern", "docs/**", func(s string) error {
		if strings.HasPrefix(s, "/") || strings.Contains("/"+s+"/", "/../") || strings.Contains(s, `\`) {
			return wrong("write it from the repository's root, with slashes", "%s leaves the repository", quote(s))
		}
		for _, segment := range strings.Split(s, "/") {
			if _, err := path.Match(segment, ""); err != nil {
				return wrong("close the bracket", "%s is not a file pattern", quote(s))
			}
		}
		return nil
	})
}
