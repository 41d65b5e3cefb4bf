package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestChanges(t *testing.T) {
	const base = `version: 1
thresholds: {frobs: 2%}
rules:
  - {benchmark: A, thresholds: {sec/op: 2%}}
  - {benchmark: B, limits: {req/s: {min: 1000}}, better: {req/s: higher}}
waivers:
  - {benchmark: W, unit: ns/op, max: 20%, until: 2027-03-01, reason: x}
on: {inconclusive: warn}
`
	edit := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(base) }
	tests := []struct {
		name, head string
		want       []string
	}{
		{"nothing", base, nil},
		{"another spelling", edit("ns/op", "sec/op", "1000", "1k"), nil},
		{"a threshold up", edit("{frobs: 2%}", "{frobs: 2%, ns/op: 20%}"), []string{"thresholds sec/op: 5% → 20% (loosened)"}},
		{"a threshold down", edit("{frobs: 2%}", "{frobs: 1%, B/op: 0%}"), []string{"thresholds B/op: 5% → 0%", "thresholds frobs: 2% → 1%"}},
		{"a threshold gone", edit("thresholds: {frobs: 2%}\n", ""), []string{"thresholds frobs: 2% → not named (loosened)"}},
		{"B/s named", edit("{frobs: 2%}", "{frobs: 2%, B/s: 50%}"), []string{"thresholds B/s: not named → 50%"}},
		{"a rule's threshold", edit("sec/op: 2%", "sec/op: 3%"),
			[]string{"rule 1 changed: {benchmark: A, thresholds: {sec/op: 2%}} → {benchmark: A, thresholds: {sec/op: 3%}} (loosened)"}},
		{"a rule's names", edit("benchmark: A", "benchmark: AB"),
			[]string{"rule 1 changed: {benchmark: A, thresholds: {sec/op: 2%}} → {benchmark: AB, thresholds: {sec/op: 2%}} (may loosen)"}},
		{"a limit", edit("min: 1000", "min: 999"),
			[]string{"rule 2 changed: {benchmark: B, limits: {req/s: {min: 1k}}, better: {req/s: higher}} → {benchmark: B, limits: {req/s: {min: 999}}, better: {req/s: higher}} (loosened)"}},
		{"a rule gone", edit("  - {benchmark: A, thresholds: {sec/op: 2%}}\n", ""),
			[]string{"rule 1 removed: {benchmark: A, thresholds: {sec/op: 2%}} (loosened)"}},
		{"a tight rule added", edit("rules:\n", "rules:\n  - {benchmark: C, thresholds: {sec/op: 1%}}\n"),
			[]string{"rule 1 added: {benchmark: C, thresholds: {sec/op: 1%}}"}},
		{"a rule added that an earlier one is tighter than", edit("waivers", "  - {thresholds: {sec/op: 3%}}\nwaivers"),
			[]string{"rule 3 added: {thresholds: {sec/op: 3%}} (may loosen)"}},
		{"an action added", edit("waivers", "  - {benchmark: C, action: ignore}\nwaivers"),
			[]string{"rule 3 added: {benchmark: C, action: ignore} (loosened)"}},
		{"a direction turned round", edit("waivers", "  - {better: {sec/op: higher}}\nwaivers"),
			[]string{"rule 3 added: {better: {sec/op: higher}} (loosened)"}},
		{"a direction for a new unit", edit("waivers", "  - {better: {frobs: lower}}\nwaivers"),
			[]string{"rule 3 added: {better: {frobs: lower}}"}},
		{"a waiver longer", edit("2027-03-01", "2028-03-01"),
			[]string{"waiver changed: {benchmark: W, unit: sec/op, max: 20%, until: 2027-03-01, reason: x} → {benchmark: W, unit: sec/op, max: 20%, until: 2028-03-01, reason: x} (loosened)"}},
		{"another waiver", edit("benchmark: W", "benchmark: V"), []string{
			"waiver added: {benchmark: V, unit: sec/op, max: 20%, until: 2027-03-01, reason: x} (loosened)",
			"waiver removed: {benchmark: W, unit: sec/op, max: 20%, until: 2027-03-01, reason: x}"}},
		{"consequences", edit("{inconclusive: warn}", "{inconclusive: pass, removed: fail, failing: fail, base-build-failure: warn}"),
			[]string{"on inconclusive: warn → pass (loosened)", "on removed: warn → fail", "on failing: warn → fail", "on base-build-failure: error → warn (loosened)"}},
		{"keys for themselves", base + "strict: true\nbudget: 5m\nbench: A\npackages: [./a]\nignore: [\"**\"]\nenv: {A: \"x\\n<b>\"}\n", []string{
			"packages: [./...] → [./a] (may loosen)", "bench: . → A (may loosen)", "budget: auto → 5m",
			`env: {} → {A: "x\n<b>"}`, "ignore: ['*.md', docs/**, LICENSE*, .github/**] → ['**'] (loosened)", "strict: false → true (loosened)"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, err := Parse("base", []byte(base))
			if err != nil {
				t.Fatal(err)
			}
			h, err := Parse("head", []byte(tt.head))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, Changes(b, h)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
