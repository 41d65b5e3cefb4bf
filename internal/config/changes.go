package config

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/benchgate/benchgate/internal/policy"
)

// What stands behind a change that makes the policy forgive more, and behind
// one of which that cannot be told.
const (
	loosened  = " (loosened)"
	mayLoosen = " (may loosen)"
)

// Changes says in words what head's policy changes in base's, a line a change,
// in the order of the file: "thresholds sec/op: 5% → 20% (loosened)". The text
// quotes head's file, so it is to be escaped like any text of a pull request.
// It is empty where both mean the same.
func Changes(base, head Settings) []string {
	var lines []string
	for _, f := range settingsObject().fields {
		from, to := oneLine(f.encode(base)), oneLine(f.encode(head))
		if from == to {
			continue
		}
		switch f.name {
		case "thresholds":
			lines = append(lines, thresholdChanges(base.Policy.Thresholds, head.Policy.Thresholds)...)
		case "rules":
			lines = append(lines, ruleChanges(base.Policy, head.Policy)...)
		case "waivers":
			lines = append(lines, waiverChanges(base.Policy.Waivers, head.Policy.Waivers)...)
		case "on":
			lines = append(lines, onChanges(base.Policy.On, head.Policy.On)...)
		default:
			lines = append(lines, fmt.Sprintf("%s: %s → %s%s", f.name, from, to, settingMark(f.name, base, head)))
		}
	}
	return lines
}

// settingMark judges the keys that stand for themselves.
func settingMark(name string, base, head Settings) string {
	switch {
	case name == "strict" && head.Policy.Strict,
		name == "ignore" && !contains(base.Ignore, head.Ignore),
		name == "inputs" && !contains(head.Inputs, base.Inputs):
		return loosened
	case name == "packages" && !contains(head.Packages, base.Packages), name == "bench":
		return mayLoosen
	}
	return ""
}

// contains reports whether all of part are in whole.
func contains(whole, part []string) bool {
	return !slices.ContainsFunc(part, func(s string) bool { return !slices.Contains(whole, s) })
}

func thresholdChanges(base, head map[string]float64) []string {
	units := maps.Clone(base)
	maps.Copy(units, head)
	var lines []string
	for _, unit := range slices.Sorted(maps.Keys(units)) {
		from, was := base[unit]
		to, is := head[unit]
		if was && is && from == to {
			continue
		}
		mark := ""
		if tolerated(head, unit) > tolerated(base, unit) {
			mark = loosened
		}
		lines = append(lines, fmt.Sprintf("thresholds %s: %s → %s%s", step(unit), share(from, was), share(to, is), mark))
	}
	return lines
}

func share(v float64, named bool) string {
	if !named {
		return "not named"
	}
	return percent().encode(v).Value
}

func onChanges(base, head policy.On) []string {
	var lines []string
	for _, f := range onObject().fields {
		from, to := f.encode(base).Value, f.encode(head).Value
		if from == to {
			continue
		}
		mark := ""
		if severity(to) < severity(from) {
			mark = loosened
		}
		lines = append(lines, fmt.Sprintf("on %s: %s → %s%s", f.name, from, to, mark))
	}
	return lines
}

// severity orders actions and consequences by what they do to a run.
func severity(word string) int {
	switch word {
	case "pass", "ignore":
		return 0
	case "warn":
		return 1
	}
	return 2 // fail, error, and an action left out
}

func waiverChanges(base, head []policy.Waiver) []string {
	key := func(w policy.Waiver) [3]string { return [3]string{w.Package, w.Benchmark, w.Unit} }
	before := map[[3]string]policy.Waiver{}
	for _, w := range base {
		before[key(w)] = w
	}
	var lines []string
	after := map[[3]string]bool{}
	for _, w := range head {
		from, was := before[key(w)]
		after[key(w)] = true
		text := oneLine(waiverObject().encode(w))
		switch {
		case !was:
			lines = append(lines, "waiver added: "+text+loosened)
		case oneLine(waiverObject().encode(from)) != text:
			mark := ""
			if w.Max > from.Max || w.Until.After(from.Until) {
				mark = loosened
			}
			lines = append(lines, "waiver changed: "+oneLine(waiverObject().encode(from))+" → "+text+mark)
		}
	}
	for _, w := range base {
		if !after[key(w)] {
			lines = append(lines, "waiver removed: "+oneLine(waiverObject().encode(w)))
		}
	}
	return lines
}

// oneLine writes a node as YAML on one line.
func oneLine(n *yaml.Node) string {
	var flow func(n *yaml.Node) *yaml.Node
	flow = func(n *yaml.Node) *yaml.Node {
		c := *n
		if c.Kind != yaml.ScalarNode {
			c.Style = yaml.FlowStyle
		}
		c.Content = make([]*yaml.Node, len(n.Content))
		for i, child := range n.Content {
			c.Content[i] = flow(child)
		}
		return &c
	}
	text, err := yaml.Marshal(flow(n))
	if err != nil {
		panic(err) // our own nodes
	}
	return strings.Join(strings.Fields(string(bytes.TrimSpace(text))), " ")
}
