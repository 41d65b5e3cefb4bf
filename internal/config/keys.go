package config

import "github.com/benchgate/benchgate/internal/policy"

// A key is a row of the table of keys.
type key struct {
	name  string
	value value
	doc   string // for the schema and docs/policy.md
	// begin is the key's part of Starter, with comments for who has never seen
	// such a file; "" for a key that a beginner does not need.
	begin string
	must  bool // it cannot be left out
}

// file is the table of all keys.
var file = object{want: "a mapping that begins with version: 1", keys: []key{
	{name: "version", must: true, value: onlyVersion(),
		doc: "Version of this file's format.",
		begin: `
# The version of this file's format. There is only 1 so far.
version: 1
`},
	{name: "packages", value: list{"a list of package patterns", text("a package pattern", "./...", notFlag), 1},
		doc: "Packages whose benchmarks are gated, as patterns for the go command. Modules of a workspace are found.",
		begin: `
# Where benchmarks are: package patterns as for the go command, from this
# directory. ./... means everywhere below it, in all modules.
packages: [./...]
`},
	{name: "bench", value: benchExpression(),
		doc: "Which benchmarks to run, as for go test -bench.",
		begin: `
# Which of them: a regular expression, as for go test -bench. A dot means all.
bench: .
`},
	{name: "budget", value: duration("auto"),
		doc: "Bound on the wall time of measuring. auto is the larger of 10m and 2s a benchmark. Listing, which runs one iteration of each, may take as long before, and 30s at least; builds do not count.",
		begin: `
# How long measuring may take. auto means 10 minutes, or 2 seconds a benchmark
# where that is more; most runs end long before.
budget: auto
`},
	{name: "timeout", value: duration(""),
		doc: "The longest a benchmark may be silent before it is given up.",
		begin: `
# How long one benchmark may be silent before it is given up as hanging.
timeout: 2m
`},
	{name: "engine", value: oneOf("auto", "turns", "exec"),
		doc: "How to measure: turns keeps both sides alive and lets them take short turns; exec runs plain test binaries; auto picks."},
	{name: "build-flags", value: list{"a list of flags", text("a flag", "-tags=integration", isBuildFlag), 0},
		doc: "Flags for go test -c, one an item, such as -tags=integration.",
		begin: `
# Flags for go test -c, one an item.
# build-flags: ["-tags=integration"]
`},
	{name: "prepare", value: list{"a list of commands", command(), 0},
		doc: "Shell commands run in each tree before the build, to make what is not under version control.",
		begin: `
# Commands run in both trees before they are built, for what git does not have.
# prepare: ["go generate ./..."]
`},
	{name: "env", value: mapping{"a mapping from names to values", checkEnvName, schema{"type": "string", "pattern": envName.String()}, every(envValue())},
		doc: "Environment variables for the benchmarks."},
	{name: "ignore", value: list{"a list of file patterns", text("a file pattern", "docs/**", isGlob), 0},
		doc: "Files that benchmarks are taken not to read: a change to nothing else needs no measuring, unless it is in testdata, is in the benchmark's own directory and the source may name it, or inputs names it. Without a slash a pattern matches the file's name anywhere; ** stands for any number of directories.",
		begin: `
# Files that no benchmark reads: a change of nothing else needs no measuring.
ignore: ["*.md", "docs/**", "LICENSE*", ".github/**"]
`},
	{name: "inputs", value: list{"a list of file patterns", text("a file pattern", "docs/**", isGlob), 0},
		doc: "Files outside a package that its benchmarks read: a change to one of them needs measuring.",
		begin: `
# Files outside of a package that its benchmarks read, so that a change of them
# is measured.
# inputs: ["testfiles/**"]
`},
	{name: "explain", value: boolean(),
		doc: "Profile both sides of what got slower, inside the budget, and say where in the code it comes from."},
	{name: "strict", value: boolean(),
		doc: "Ask for a regression that even the lower bound of the change be over the threshold."},
	{name: "thresholds", value: byUnit("a mapping from units to percentages", every(percent())),
		doc: "Tolerated change in the unit's worse direction, in percent of base, for every benchmark. Units that are not named keep their default.",
		begin: `
# How much worse a benchmark may get. A change past this, and shown to be no
# accident of measuring, fails the run.
thresholds:
  # Time of one operation. Less than 5% takes a quiet machine and more time:
  # "benchgate calibrate" says what is realistic on yours.
  sec/op: 5%
  # Bytes that one operation allocates.
  B/op: 5%
  # Allocations of one operation. They are counted, not measured, so one more is
  # one too many.
  allocs/op: 0%
`},
	{name: "rules", value: list{"a list of rules", rule, 0},
		doc: "Exceptions for the benchmarks they match. Later rules win, key by key.",
		begin: `
# Exceptions for some benchmarks, by name and package; later ones win. Remove
# the first two characters of each line to use them.
# rules:
#   - benchmark: Parse.*                # held to less than the others
#     thresholds: {sec/op: 2%}
#   - benchmark: Flaky.*                # shown, and fails nothing
#     action: warn
`},
	{name: "waivers", value: list{"a list of waivers", waiver, 0},
		doc: "Reviewed exceptions for one benchmark and unit: bounded, dated, with a reason."},
	{name: "on", value: on,
		doc: "What happens to the run when something is neither a pass nor a regression.",
		begin: `
# What becomes of a run for other reasons than a slowdown: pass, warn or fail.
on:
  # A benchmark is too noisy to be decided. Too little time ends with status 3.
  inconclusive: pass
  # A benchmark is gone.
  removed: warn
  # A benchmark fails on both sides in the same way: warn or fail.
  failing: warn
`},
}}

// every is an item that does not depend on its name.
func every(v value) func(string) value { return func(string) value { return v } }

var rule = object{want: "a mapping such as {benchmark: Parse.*, thresholds: {sec/op: 2%}}", keys: []key{
	{name: "benchmark", value: expression("Parse.*", matchesNames),
		doc: "Regular expression (RE2) for the whole name of a benchmark, without the word Benchmark and without the GOMAXPROCS suffix (-8). Left out, it matches every benchmark."},
	{name: "package", value: expression(".*/parser"),
		doc: "Regular expression (RE2) for the whole import path. Left out, it matches every package."},
	{name: "thresholds", value: byUnit("a mapping from units to percentages", every(percent())),
		doc: "Tolerated change in the unit's worse direction, in percent of base."},
	{name: "limits", value: byUnit("a mapping from units to bounds", limit),
		doc: "Absolute bounds on head, whatever base has."},
	{name: "better", value: byUnit("a mapping from units to lower or higher", every(direction())),
		doc: "Which way of a unit is better, for units that do not say so themselves. Units of unknown direction are reported and never gated."},
	{name: "action", value: oneOf(policy.Fail, policy.Warn, policy.Ignore),
		doc: "What a regression or a broken limit does: fail the run, be a warning, or be shown and not count."},
}, check: func(v any) error {
	if r := v.(policy.Rule); len(r.Thresholds)+len(r.Limits)+len(r.Better) == 0 && r.Action == "" {
		return wrong("add thresholds, limits, better or action", "a rule that changes nothing")
	}
	return nil
}}

// limit is a pair of bounds; how they are written depends on the unit.
func limit(unit string) value {
	return object{want: "a mapping such as {max: 100ms}", flow: true, keys: []key{
		{name: "max", value: quantity(unit),
			doc: "Head must not be above it: a duration (100ms), a size (512MB, 64KiB) or a number (1000, 2.5k, 95%), as the unit asks."},
		{name: "min", value: quantity(unit),
			doc: "Head must not be below it; written like max."},
	}, check: func(v any) error {
		switch l := v.(policy.Limit); {
		case l.Max == nil && l.Min == nil:
			return wrong("add max, min or both", "a limit without a bound")
		case l.Max != nil && l.Min != nil && *l.Min > *l.Max:
			return wrong("exchange them", "min is above max")
		}
		return nil
	}}
}

var waiver = object{want: "a mapping with benchmark, unit, max, until and reason", keys: []key{
	{name: "benchmark", must: true, value: text("a name", "Decode/size=64KiB", isBenchmark),
		doc: "Literal name, without the word Benchmark, with or without the GOMAXPROCS suffix."},
	{name: "package", value: text("an import path", "example.com/module/parser"),
		doc: "Literal import path. Left out, it matches every package."},
	{name: "unit", must: true, value: unit(), doc: "The unit that may get worse."},
	{name: "max", must: true, value: percent(), doc: "How much worse is tolerated instead of the threshold."},
	{name: "until", must: true, value: date(), doc: "The last day, in UTC, on which the waiver applies. Afterwards it is a warning."},
	{name: "reason", must: true, value: text("a reason", "larger buffers"), doc: "Why it is right that this got worse."},
	{name: "issue", value: text("an issue", "#123"), doc: "Where it was discussed."},
}}

var on = object{want: "a mapping such as {inconclusive: warn}", keys: []key{
	{name: "inconclusive", value: oneOf(policy.OnPass, policy.OnWarn, policy.OnFail), doc: "What a row does that could not be decided."},
	{name: "removed", value: oneOf(policy.OnPass, policy.OnWarn, policy.OnFail), doc: "What a benchmark does that exists in base only."},
	{name: "failing", value: oneOf(policy.OnWarn, policy.OnFail), doc: "What a benchmark does that fails on both sides in the same way, so that the change is not why: be listed with a warning, or end the run with status 3."},
	{name: "base-build-failure", value: oneOf(policy.OnError, policy.OnWarn), doc: "What it means that base does not build: an error (status 3), or a warning."},
}}
