package policy

import (
	"fmt"
	"maps"
	"regexp"
	"slices"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/round"
)

// idle returns warnings about thresholds and limits that had no effect: a gate
// that its owner believes in and that holds nothing is worse than none.
func (p Policy) idle(deltas []compare.Delta) []string {
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
			warnings = append(warnings, fmt.Sprintf("threshold for %s has no effect: no benchmark reported it%s", unit, meant(unit, slices.Collect(maps.Keys(reported)))))
		}
	}
	for i, r := range p.Rules {
		for _, unit := range slices.Sorted(maps.Keys(r.Limits)) {
			if matched, has := r.reach(deltas, unit); matched && !has {
				warnings = append(warnings, fmt.Sprintf("limit on %s in rule %d has no effect: no benchmark that it matches reported it%s", unit, i+1, meant(unit, slices.Collect(maps.Keys(reported)))))
			}
		}
	}
	return warnings
}

// undirected warns of thresholds for units of unknown direction.
func (p Policy) undirected(deltas []compare.Delta) []string {
	units := map[string]bool{}
	for _, d := range deltas {
		if e := p.effective(d.Benchmark, d.Unit, d.Better); e.Named && e.Better == compare.Unknown && e.Action != Ignore {
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
func (r Rule) reach(deltas []compare.Delta, unit string) (matched, has bool) {
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
		if r.Gated {
			gated++
		}
		if r.tested() {
			tested++
			if r.hopeless() {
				hopeless++
				need = max(need, cases[i].need)
			}
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

// concerns tells whether the rule may be about benchmarks of a package.
func (r Rule) concerns(pkg string) bool {
	return r.Package == nil || whole(r.Package.FindStringIndex(pkg), pkg)
}

// Unmatched returns warnings about rules that match none of the benchmarks, which
// should be all that there are but for those of some packages: of a rule that may be
// about one of these, nothing is known.
func (p Policy) Unmatched(all []round.Benchmark, unknown []string) []string {
	var warnings []string
	for i, r := range p.Rules {
		if slices.ContainsFunc(all, r.Matches) || slices.ContainsFunc(unknown, r.concerns) {
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
