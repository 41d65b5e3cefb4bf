package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A purse is one run of the gate with a budget that may not suffice.
type purse struct {
	Slower  int           `json:"slower"` // benchmarks of head that are
	Each    time.Duration `json:"each"`   // of the budget, a benchmark
	Status  int           `json:"status"`
	Verdict string        `json:"verdict"`
	// Confirmed, Passed and False count benchmarks by the outcome of their time: of the
	// slower ones that are regressions or pass, and of the others that are regressions.
	Confirmed int     `json:"confirmed"`
	Passed    int     `json:"passed"`
	False     int     `json:"false"`
	Seconds   float64 `json:"seconds"` // of measuring
}

// budgets runs the gate itself on a suite whose benchmarks are far slower, with
// budgets from far too small to enough: the fewer it has time for, the fewer it
// confirms, but it must not pass.
func budgets(f *flags) func(context.Context, *lab) (report, error) {
	suite := f.Int("benchmarks", 16, "benchmarks of the suite")
	slower := f.String("slower", "1,4,16", "how many of them are 60 % slower")
	each := f.String("budgets", "0.5s,1s,2s,4s", "budgets a benchmark")
	trials := f.Int("trials", 3, "runs of each")
	return func(ctx context.Context, l *lab) (report, error) {
		purses, err := purses(*slower, *each, *suite)
		if err := errors.Join(err, atLeast("trials", *trials, 1)); err != nil {
			return report{}, err
		}
		g, err := l.gate(ctx, *suite, purses)
		if err != nil {
			return report{}, err
		}
		all, err := g.tryAll(ctx, slices.Repeat(purses, *trials))
		return report{tables: []table{budgetsTable(all, purses)}, trials: all}, err
	}
}

// purses pairs the values of --slower and --budgets.
func purses(slower, budgets string, suite int) ([]purse, error) {
	var all []purse
	for _, s := range strings.Split(slower, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 || n > suite {
			return nil, wrong("--slower %s: %q is no number of the %d benchmarks", slower, s, suite)
		}
		for _, b := range strings.Split(budgets, ",") {
			each, err := time.ParseDuration(b)
			if err != nil || each <= 0 {
				return nil, wrong("--budgets %s: %q is no budget", budgets, b)
			}
			all = append(all, purse{Slower: n, Each: each})
		}
	}
	return all, nil
}

// tryAll runs the gate for each, in random order.
func (g *gate) tryAll(ctx context.Context, all []purse) ([]purse, error) {
	g.l.coins.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	expected := func(some []purse) (sum time.Duration) {
		for _, p := range some {
			sum += time.Duration(g.suite)*p.Each + 5*time.Second // to build and to discover
		}
		return sum
	}
	progress := g.l.start(len(all), expected(all))
	for i := range all {
		if err := context.Cause(ctx); err != nil {
			return all, err
		}
		if err := g.try(ctx, &all[i]); err != nil {
			return all, err
		}
		p := all[i]
		progress.done(i+1, expected(all[:i+1]), fmt.Sprintf("%d slower, %v each: %d confirmed, status %d", p.Slower, p.Each, p.Confirmed, p.Status))
	}
	return all, nil
}

// budgetsTable shows what each budget came to.
func budgetsTable(all, purses []purse) table {
	t := table{title: "Benchmarks that are 60 % slower, and the budget", head: []string{"slower", "budget a benchmark", "runs",
		"confirmed", "passed", "statuses", "time of measuring"}}
	passes, false := 0, 0
	for _, kind := range purses {
		its := slices.DeleteFunc(slices.Clone(all), func(p purse) bool { return p.Slower != kind.Slower || p.Each != kind.Each })
		var confirmed, statuses []string
		passed, seconds := 0, 0.0
		for _, p := range its {
			confirmed, statuses = append(confirmed, strconv.Itoa(p.Confirmed)), append(statuses, strconv.Itoa(p.Status))
			passed, false, seconds = passed+p.Passed, false+p.False, seconds+p.Seconds/float64(len(its))
			if p.Slower > 0 && p.Status == 0 {
				passes++
			}
		}
		t.add(strconv.Itoa(kind.Slower), kind.Each.String(), strconv.Itoa(len(its)), strings.Join(confirmed, ", "),
			strconv.Itoa(passed), strings.Join(statuses, ", "), number("%.1f s", seconds))
	}
	t.after = fmt.Sprintf("Runs with a slower benchmark that passed: %d. Regressions of benchmarks that are as they were: %d.", passes, false)
	return t
}
