package main

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/policy"
)

// methodGate is the name of the gate in tables.
const methodGate = "benchgate"

// A rule says whether a change fails a suite.
type rule struct {
	name   string
	slower func(d compare.Delta) bool
}

// testLevel is the level at which a change is usually called significant.
const testLevel = 0.05

// severalRules are for several results a side: the median has changed, and a U
// test on its own calls that significant.
var severalRules = []rule{
	{"several runs a side, U test at 0.05", func(d compare.Delta) bool { return d.Change > 0 && d.P < testLevel }},
	{"several runs a side, U test at 0.05 and median over +5 %", func(d compare.Delta) bool {
		return d.Change > policy.Default().Thresholds["sec/op"] && d.P < testLevel
	}},
}

// singleRules are for one result a side.
var singleRules = []rule{
	{"one run a side, ratio over 1.10", func(d compare.Delta) bool { return 1+d.Change > 1.10 }},
	{"one run a side, ratio over 1.5", func(d compare.Delta) bool { return 1+d.Change > 1.5 }},
}

// byFiles runs all of base and then all of head with go test, and judges the
// results by rules.
func (m *match) byFiles(count int, benchtime time.Duration, rules []rule) func(context.Context, bool) ([]finding, error) {
	return func(ctx context.Context, slower bool) ([]finding, error) {
		var sides [2]compare.Samples
		for i := range sides {
			heads := m.heads
			if i == 0 || !slower {
				heads = nil
			}
			text, err := m.results(ctx, heads, count, benchtime)
			if err == nil {
				err = sides[i].Read(strings.NewReader(text), "results")
			}
			if err != nil {
				return nil, err
			}
		}
		deltas, err := compare.Files(&sides[0], &sides[1], compare.Options{})
		if err != nil {
			return nil, err
		}
		return judgedBy(rules, deltas), nil
	}
}

// results runs the benchmarks of one side, each from its head, and all from base
// without heads. They are in the Go benchmark format.
func (m *match) results(ctx context.Context, heads []*gotest.Binary, count int, benchtime time.Duration) (string, error) {
	var out bytes.Buffer
	for i, pl := range m.plants {
		binary := m.plain
		if heads != nil {
			binary = heads[i]
		}
		values, err := m.l.goTestFresh(ctx, binary, pl.subject.run, count, benchtime)
		if err != nil {
			return "", fmt.Errorf("run %s: %w", pl.subject.Name, err)
		}
		for _, v := range values {
			fmt.Fprintf(&out, "Benchmark%s 1 %s sec/op\n", pl.subject.Name, strconv.FormatFloat(v, 'g', -1, 64))
		}
	}
	return out.String(), nil
}

// judgedBy holds every benchmark against every rule.
func judgedBy(rules []rule, deltas []compare.Delta) []finding {
	var all []finding
	for _, r := range rules {
		for _, d := range deltas {
			all = append(all, finding{Rule: r.name, Benchmark: d.Name, Slower: r.slower(d), Change: d.Change})
		}
	}
	return all
}
