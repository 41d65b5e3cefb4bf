package corpus

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
)

// An Expectation is what the gate must say of two branches.
type Expectation struct {
	Base, Head string
	Status     int
	// Each is the outcome of which every benchmark must have a row; empty asks
	// for none. Unless it is regression, no row may be a regression.
	Each string
	// Only is the one pair that Each is about; of the others no row may be a
	// regression. Empty is all pairs.
	Only string
	// Pairs must all have been measured.
	Pairs []string
}

// over returns the expectation of these pairs.
func (e Expectation) over(pairs []string) Expectation {
	e.Pairs = pairs
	return e
}

// A Finding is what the gate said, and what of it was not expected.
type Finding struct {
	Summary string
	Wrong   []string
	Text    string // all that the gate printed
}

// Judge holds a report.json and an exit status against the expectation.
func (e Expectation) Judge(report []byte, status int) (Finding, error) {
	var r struct {
		Rows []struct{ Package, Benchmark, Unit, Outcome, Reason string }
	}
	if err := json.Unmarshal(report, &r); err != nil {
		return Finding{}, fmt.Errorf("report of %s against %s: %w", e.Head, e.Base, err)
	}
	var f Finding
	wrong := func(format string, args ...any) {
		f.Wrong = append(f.Wrong, fmt.Sprintf("%s against %s: ", e.Head, e.Base)+fmt.Sprintf(format, args...))
	}
	outcomes, measured, others := map[string][]string{}, map[string]bool{}, map[string]bool{}
	for _, row := range r.Rows {
		name := row.Package + "." + row.Benchmark
		measured[path.Base(row.Package)] = true
		outcomes[name] = append(outcomes[name], row.Outcome)
		asked := e.Only == "" || e.Only == path.Base(row.Package)
		others[name] = !asked
		if row.Outcome == "error" || row.Outcome == "regression" && !(asked && e.Each == "regression") {
			wrong("%s %s is a %s: %s", name, row.Unit, row.Outcome, row.Reason)
		}
	}
	has := 0
	for name, list := range outcomes {
		if slices.Contains(list, e.Each) {
			has++
		} else if e.Each != "" && !others[name] {
			wrong("%s has no %s", name, e.Each)
		}
	}
	for _, pair := range e.Pairs {
		if !measured[pair] {
			wrong("pair %s was not measured", pair)
		}
	}
	if len(outcomes) == 0 {
		wrong("no benchmark was measured")
	}
	if status != e.Status {
		wrong("exit status %d, want %d", status, e.Status)
	}
	slices.Sort(f.Wrong)
	f.Summary = fmt.Sprintf("%d benchmarks", len(outcomes))
	if e.Each != "" {
		f.Summary += fmt.Sprintf(", %d with %s", has, e.Each)
	}
	return f, nil
}
