package corpus

import (
	"encoding/json"
	"fmt"
	"slices"
)

// An Expectation is what the gate must say of two branches.
type Expectation struct {
	Base, Head string
	Status     int
	// Each is the outcome of which every benchmark must have a row; empty asks
	// for none. Unless it is regression, no row may be a regression.
	Each string
}

// A Finding is what the gate said, and what of it was not expected.
type Finding struct {
	Summary string
	Wrong   []string
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
	outcomes := map[string][]string{}
	for _, row := range r.Rows {
		name := row.Package + "." + row.Benchmark
		outcomes[name] = append(outcomes[name], row.Outcome)
		if row.Outcome == "error" || row.Outcome == "regression" && e.Each != "regression" {
			wrong("%s %s is a %s: %s", name, row.Unit, row.Outcome, row.Reason)
		}
	}
	has := 0
	for name, list := range outcomes {
		if slices.Contains(list, e.Each) {
			has++
		} else if e.Each != "" {
			wrong("%s has no %s", name, e.Each)
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
