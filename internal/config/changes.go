package config

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/benchgate/benchgate/internal/policy"
)

// Changes says in words what head's policy changes in base's, a line a change,
// in the order of the file: "thresholds sec/op: 5% → 20% (loosened)". The text
// quotes head's file, so it is to be escaped like any text of a pull request.
// It is empty where both mean the same.
func Changes(base, head Settings) []string {
	var lines []string
	before, after := file.encode(reflect.ValueOf(base)), file.encode(reflect.ValueOf(head))
	for i, k := range file.keys {
		a, b := before.Content[2*i+1], after.Content[2*i+1]
		from, to := oneLine(a), oneLine(b)
		switch {
		case from == to:
		case k.name == "thresholds":
			units := maps.Clone(base.Policy.Thresholds)
			maps.Copy(units, head.Policy.Thresholds)
			lines = append(lines, entryChanges("thresholds ", slices.Sorted(maps.Keys(units)), a, b, func(unit, _, _ string) policy.Loosening {
				return base.Policy.ThresholdChanged(head.Policy, unit)
			})...)
		case k.name == "on":
			lines = append(lines, entryChanges("on ", on.names(), a, b, func(_, from, to string) policy.Loosening {
				return policy.ConsequenceChanged(policy.Consequence(from), policy.Consequence(to))
			})...)
		case k.name == "rules":
			lines = append(lines, ruleChanges(base.Policy, head.Policy)...)
		case k.name == "waivers":
			lines = append(lines, waiverChanges(base.Policy.Waivers, head.Policy.Waivers)...)
		default:
			lines = append(lines, fmt.Sprintf("%s: %s → %s%s", k.name, from, to, mark(settingChanged(k.name, base, head))))
		}
	}
	return lines
}

func mark(l policy.Loosening) string {
	if l == policy.Tight {
		return ""
	}
	return " (" + string(l) + ")"
}

// settingChanged judges the keys that stand for themselves.
func settingChanged(name string, base, head Settings) policy.Loosening {
	switch {
	case name == "strict" && head.Policy.Strict,
		name == "ignore" && !contains(base.Ignore, head.Ignore),
		name == "inputs" && !contains(head.Inputs, base.Inputs):
		return policy.Loosened
	case name == "packages" && !contains(head.Packages, base.Packages), name == "bench":
		return policy.MayLoosen
	}
	return policy.Tight
}

// contains reports whether all of part are in whole.
func contains(whole, part []string) bool {
	return !slices.ContainsFunc(part, func(s string) bool { return !slices.Contains(whole, s) })
}

// entryChanges compares mappings from names to scalars.
func entryChanges(of string, names []string, a, b *yaml.Node, judge func(name, from, to string) policy.Loosening) []string {
	before, after := map[string]string{}, map[string]string{}
	for i := 0; i < len(a.Content); i += 2 {
		before[a.Content[i].Value] = a.Content[i+1].Value
	}
	for i := 0; i < len(b.Content); i += 2 {
		after[b.Content[i].Value] = b.Content[i+1].Value
	}
	var lines []string
	for _, name := range names {
		from, to := cmp.Or(before[name], "not named"), cmp.Or(after[name], "not named")
		if from != to {
			lines = append(lines, fmt.Sprintf("%s%s: %s → %s%s", of, step(name), from, to, mark(judge(name, from, to))))
		}
	}
	return lines
}

func waiverChanges(base, head []policy.Waiver) []string {
	key := func(w policy.Waiver) [3]string { return [3]string{w.Package, w.Benchmark, w.Unit} }
	before, after := map[[3]string]policy.Waiver{}, map[[3]string]bool{}
	for _, w := range base {
		before[key(w)] = w
	}
	var lines []string
	for _, w := range head {
		from, was := before[key(w)]
		after[key(w)] = true
		switch old, now := textOf(waiver, from), textOf(waiver, w); {
		case !was:
			lines = append(lines, "waiver added: "+now+mark(policy.Loosened))
		case old != now:
			lines = append(lines, "waiver changed: "+old+" → "+now+mark(policy.WaiverChanged(from, w)))
		}
	}
	for _, w := range base {
		if !after[key(w)] {
			lines = append(lines, "waiver removed: "+textOf(waiver, w))
		}
	}
	return lines
}

// ruleChanges compares the lists of rules. Rules have no names, so what stays
// is the longest common subsequence; a rule that went where another came has
// changed. Numbers are positions from 1: head's, or base's for what went.
func ruleChanges(base, head policy.Policy) []string {
	from, to := ruleTexts(base.Rules), ruleTexts(head.Rules)
	length := commonLengths(from, to)
	var lines []string
	i, j := 0, 0
	for i < len(from) || j < len(to) {
		switch {
		case i < len(from) && j < len(to) && from[i] == to[j]:
			i, j = i+1, j+1
		case i < len(from) && j < len(to) && length[i+1][j+1] == length[i][j]:
			mark := mark(base.RuleChanged(base.Rules[i], head.Rules[j]))
			lines = append(lines, fmt.Sprintf("rule %d changed: %s → %s%s", j+1, from[i], to[j], mark))
			i, j = i+1, j+1
		case j < len(to) && (i == len(from) || length[i][j+1] >= length[i+1][j]):
			lines = append(lines, fmt.Sprintf("rule %d added: %s%s", j+1, to[j], mark(base.RuleAdded(head.Rules[j]))))
			j++
		default:
			lines = append(lines, fmt.Sprintf("rule %d removed: %s%s", i+1, from[i], mark(base.RuleRemoved(base.Rules[i]))))
			i++
		}
	}
	return lines
}

func ruleTexts(rules []policy.Rule) []string {
	texts := make([]string, len(rules))
	for i, r := range rules {
		texts[i] = textOf(rule, r)
	}
	return texts
}

// commonLengths returns, for every pair of suffixes, the length of their
// longest common subsequence.
func commonLengths(a, b []string) [][]int {
	length := make([][]int, len(a)+1)
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			length[i][j] = max(length[i+1][j], length[i][j+1])
			if a[i] == b[j] {
				length[i][j] = length[i+1][j+1] + 1
			}
		}
	}
	return length
}

// textOf is a rule or a waiver as the file has it, on one line.
func textOf(o object, v any) string { return oneLine(o.encode(reflect.ValueOf(v))) }

// oneLine writes a node as YAML on one line.
func oneLine(n *yaml.Node) string {
	text, err := yaml.Marshal(flow(n))
	if err != nil {
		panic(err) // our own nodes
	}
	return strings.Join(strings.Fields(string(text)), " ")
}

func flow(n *yaml.Node) *yaml.Node {
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
