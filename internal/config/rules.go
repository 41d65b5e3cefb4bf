package config

import (
	"strings"
	"unicode"

	"golang.org/x/perf/benchunit"

	"github.com/benchgate/benchgate/internal/policy"
)

// unitName checks a unit and returns its canonical form.
func unitName(written string) (string, error) {
	if written == "" || strings.ContainsFunc(written, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }) {
		return "", wrong("a unit is written as in the output of go test, such as ns/op", "%s is not a unit", quote(written))
	}
	_, unit := benchunit.Tidy(1, written)
	return unit, nil
}

func unitSchema() schema { return schema{"type": "string", "pattern": `^\S+$`} }

func unitText() codec[string] {
	c := textOf("a unit", "sec/op", anything)
	return scalar[string]{want: "a unit", tags: textTags, parse: unitName,
		format: func(s string) string { return s }, schema: c.schema}.codec()
}

func thresholds() codec[map[string]float64] {
	return mapOf("a mapping from units to percentages", unitSchema(), unitName,
		func(string) codec[float64] { return percent() })
}

// limits maps units to bounds; how a bound is written depends on the unit.
func limits() codec[map[string]policy.Limit] {
	return mapOf("a mapping from units to bounds", unitSchema(), unitName, func(unit string) codec[policy.Limit] {
		return limitObject(unit).codec()
	})
}

func limitObject(unit string) object[policy.Limit] {
	return object[policy.Limit]{
		title: "a mapping such as {max: 100ms}", flow: true,
		fields: []field[policy.Limit]{
			bind("max", limitValue(unit), func(l *policy.Limit) **float64 { return &l.Max },
				"Head must not be above it: a duration (100ms), a size (512MB, 64KiB) or a number (1000, 2.5k, 95%), as the unit asks.").leaveEmpty(),
			bind("min", limitValue(unit), func(l *policy.Limit) **float64 { return &l.Min },
				"Head must not be below it; written like max.").leaveEmpty(),
		},
		check: func(l policy.Limit) error {
			switch {
			case l.Max == nil && l.Min == nil:
				return wrong("add max, min or both", "a limit without a bound")
			case l.Max != nil && l.Min != nil && *l.Min > *l.Max:
				return wrong("exchange them", "min is above max")
			}
			return nil
		},
	}
}

func ruleObject() object[policy.Rule] {
	type rule = policy.Rule
	return object[rule]{
		title: "a mapping such as {benchmark: Parse.*, thresholds: {sec/op: 2%}}",
		fields: []field[rule]{
			bind("benchmark", nameExpression(), func(r *rule) **regexpT { return &r.Benchmark },
				"Regular expression (RE2) for the whole name of a benchmark, without the word Benchmark and without the GOMAXPROCS suffix (-8). Left out, it matches every benchmark.").leaveEmpty(),
			bind("package", expression(".*/parser"), func(r *rule) **regexpT { return &r.Package },
				"Regular expression (RE2) for the whole import path. Left out, it matches every package.").leaveEmpty(),
			bind("thresholds", thresholds(), func(r *rule) *map[string]float64 { return &r.Thresholds },
				"Tolerated change in the unit's worse direction, in percent of base.").leaveEmpty(),
			bind("limits", limits(), func(r *rule) *map[string]policy.Limit { return &r.Limits },
				"Absolute bounds on head, whatever base has.").leaveEmpty(),
			bind("better", mapOf("a mapping from units to lower or higher", unitSchema(), unitName, func(string) codec[direct] { return direction() }),
				func(r *rule) *map[string]direct { return &r.Better },
				"Which way of a unit is better, for units that do not say so themselves. Units of unknown direction are reported and never gated.").leaveEmpty(),
			bind("action", oneOf(policy.Fail, policy.Warn, policy.Ignore), func(r *rule) *policy.Action { return &r.Action },
				"What a regression or a broken limit does: fail the run, be a warning, or be shown and not count.").leaveEmpty(),
		},
		check: func(r rule) error {
			if len(r.Thresholds)+len(r.Limits)+len(r.Better) == 0 && r.Action == "" {
				return wrong("add thresholds, limits, better or action", "a rule that changes nothing")
			}
			return nil
		},
	}
}

// nameExpression is an expression for names of benchmarks.
func nameExpression() codec[*regexpT] {
	return expression("Parse.*").and(func(re *regexpT) error {
		// What we put in front is an anchor and a group, so the prefix is that of
		// the user's own expression.
		if prefix, _ := re.LiteralPrefix(); strings.HasPrefix(prefix, "Benchmark") {
			return withoutBenchmark("the expression")
		}
		return nil
	})
}

func withoutBenchmark(what string) error {
	return wrong("remove the word Benchmark, which is no part of a name here", "%s would match nothing", what)
}

func waiverObject() object[policy.Waiver] {
	type waiver = policy.Waiver
	return object[waiver]{
		title: "a mapping with benchmark, unit, max, until and reason",
		fields: []field[waiver]{
			bind("benchmark", benchmarkName(), func(w *waiver) *string { return &w.Benchmark },
				"Literal name, without the word Benchmark, with or without the GOMAXPROCS suffix.").must(),
			bind("package", textOf("an import path", "example.com/module/parser", anything), func(w *waiver) *string { return &w.Package },
				"Literal import path. Left out, it matches every package.").leaveEmpty(),
			bind("unit", unitText(), func(w *waiver) *string { return &w.Unit }, "The unit that may get worse.").must(),
			bind("max", percent(), func(w *waiver) *float64 { return &w.Max }, "How much worse is tolerated instead of the threshold.").must(),
			bind("until", date(), func(w *waiver) *timeT { return &w.Until }, "The last day, in UTC, on which the waiver applies. Afterwards it is a warning.").must(),
			bind("reason", textOf("a reason", "larger buffers", anything), func(w *waiver) *string { return &w.Reason }, "Why it is right that this got worse.").must(),
			bind("issue", textOf("an issue", "#123", anything), func(w *waiver) *string { return &w.Issue }, "Where it was discussed.").leaveEmpty(),
		},
	}
}

func benchmarkName() codec[string] {
	return textOf("a name", "Decode/size=64KiB", func(s string) error {
		if strings.HasPrefix(s, "Benchmark") && len(s) > len("Benchmark") {
			return withoutBenchmark(quote(s))
		}
		return nil
	})
}

func onObject() object[policy.On] {
	return object[policy.On]{
		title: "a mapping such as {inconclusive: warn}",
		fields: []field[policy.On]{
			bind("inconclusive", oneOf(policy.OnPass, policy.OnWarn, policy.OnFail), func(o *policy.On) *policy.Consequence { return &o.Inconclusive },
				"What a row does that could not be decided."),
			bind("removed", oneOf(policy.OnPass, policy.OnWarn, policy.OnFail), func(o *policy.On) *policy.Consequence { return &o.Removed },
				"What a benchmark does that exists in base only."),
			bind("base-build-failure", oneOf(policy.OnError, policy.OnWarn), func(o *policy.On) *policy.Consequence { return &o.BaseBuildFailure },
				"What it means that base does not build: an error (status 3), or a warning."),
		},
	}
}
