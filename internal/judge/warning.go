package judge

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
)

// idle returns warnings about thresholds and limits that had no effect: a gate
// that its owner believes in and that holds nothing is worse than none.
func (p Procedure) idle(deltas []compare.Delta) []string {
	if len(deltas) == 0 {
		return nil
	}
	warnings := p.undirected(deltas)
	reported := map[string]bool{}
	for _, d := range deltas {
		reported[d.Unit] = true
	}
	for _, unit := range slices.Sorted(maps.Keys(p.Thresholds)) {
		if !reported[unit] && compare.DirectionOf(unit) == compare.Unknown {
			warnings = append(warnings, fmt.Sprintf("threshold for %s has no effect: no benchmark reported it%s", unit, policy.Meant(unit, slices.Collect(maps.Keys(reported)))))
		}
	}
	for i, r := range p.Rules {
		for _, unit := range slices.Sorted(maps.Keys(r.Limits)) {
			if matched, has := reach(r, deltas, unit); matched && !has {
				warnings = append(warnings, fmt.Sprintf("limit on %s in rule %d has no effect: no benchmark that it matches reported it%s", unit, i+1, policy.Meant(unit, slices.Collect(maps.Keys(reported)))))
			}
		}
	}
	return warnings
}

// undirected warns of thresholds for units of unknown direction.
func (p Procedure) undirected(deltas []compare.Delta) []string {
	units := map[string]bool{}
	for _, d := range deltas {
		if e := p.Held(d.Benchmark, d.Unit, d.Better); e.Named && e.Better == compare.Unknown && e.Action != policy.Ignore {
			units[d.Unit] = true
		}
	}
	var warnings []string
	for _, unit := range slices.Sorted(maps.Keys(units)) {
		warnings = append(warnings, fmt.Sprintf("threshold for %s has no effect: which way is better is not known; say better: {%s: lower} or higher in a rule", unit, unit))
	}
	return warnings
}

// reach tells whether the rule matches any benchmark, and whether head has the
// unit for one of them.
func reach(r policy.Rule, deltas []compare.Delta, unit string) (matched, has bool) {
	for _, d := range deltas {
		if r.Matches(d.Benchmark) && d.Head != nil {
			matched = true
			has = has || d.Unit == unit
		}
	}
	return matched, has
}

// weak returns warnings about a run that could not have failed: nothing gated,
// or tests with too few values for the size of the family.
func weak(rows []Row, cases []*testCase) []string {
	var warnings []string
	gated, tested, hopeless, need := 0, 0, 0, 0
	for i, r := range rows {
		gated += count(r.Gated)
		tested += count(r.tested())
		if r.tested() && r.hopeless() {
			hopeless++
			need = max(need, cases[i].need)
		}
	}
	if gated == 0 && len(rows) > 0 {
		warnings = append(warnings, "nothing here is gated: no row could have failed the run")
	}
	if hopeless > 0 {
		warnings = append(warnings, fmt.Sprintf("%d of %d tests have too few values ever to find a regression; at least %d are needed", hopeless, tested, need))
	}
	return warnings
}

// suffixed matches an expression that ends like the GOMAXPROCS suffix.
var suffixed = regexp.MustCompile(`-(\d+|\\d\+|\[0-9\]\+)(\)*\$\)*)?$`)

// idleRules warns of rules that match no benchmark. Nothing is known where the run
// was asked for a part of the benchmarks only, or was cut short; and in packages that
// failed, or that were not run, there may be others.
func (p Procedure) idleRules(rec *record.Record, j Judgement) []string {
	if rec.Partial || rec.Picked() {
		return nil
	}
	var unknown []string
	for _, f := range j.Failures {
		if f.Package == "" {
			return nil
		}
		unknown = append(unknown, f.Package)
	}
	for _, n := range slices.Concat(rec.In(record.Identical), rec.In(record.NotSelected)) {
		unknown = append(unknown, n.Package)
	}
	var warnings []string
	for i, r := range p.Rules {
		matches := func(row Row) bool { return r.Matches(row.Of()) }
		if slices.ContainsFunc(j.Rows, matches) || slices.ContainsFunc(unknown, r.Concerns) {
			continue
		}
		text := fmt.Sprintf("rule %d has no effect: it matches no benchmark", i+1)
		if r.Benchmark != nil && suffixed.MatchString(r.Benchmark.String()) {
			text += "; names are matched without the GOMAXPROCS suffix"
		}
		warnings = append(warnings, text)
	}
	return warnings
}

// idleWaivers warns of waivers that have no effect: expired ones and ones that
// name nothing that was compared.
func (p Procedure) idleWaivers(rec *record.Record, rows []Row, now time.Time) []string {
	warnings := p.Expired(now)
	if rec.Shard != nil {
		return warnings // another shard may have it
	}
	for _, w := range p.InForce(now) {
		if !slices.ContainsFunc(rows, func(r Row) bool { return w.Matches(r.Of(), r.Unit) }) {
			warnings = append(warnings, fmt.Sprintf("waiver for %s has no effect: nothing of that name was compared", w.Subject()))
		}
	}
	return warnings
}
