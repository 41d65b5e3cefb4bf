package svg

import (
	"fmt"
	"strings"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/course"
	"github.com/benchgate/benchgate/internal/round"
)

// The names of the pictures that are files of their own.
const (
	Changes       = "changes"  // of all rows, with their intervals
	RoundsOf      = "rounds"   // of one row
	EstimateOf    = "estimate" // of one row
	ExplanationOf = "flame"    // of one row
)

// Names returns the names that Draw knows.
func Names() []string { return []string{Changes, RoundsOf, EstimateOf, ExplanationOf} }

// Draw makes one picture of a report as an SVG file; no name is that of
// Changes. For a picture of one row, row is a benchmark, or a benchmark and a
// unit with a space between; empty is the worst row of which there is such a
// picture. A row that there is no picture of is an error.
func Draw(rep *report.Report, rounds []round.Round, name, row string) ([]byte, error) {
	lines := report.Lines(rep)
	if name == Changes || name == "" {
		return Forest(lines), nil
	}
	draw := map[string]func(report.Line, course.Course) *canvas{
		RoundsOf:      drawnIf(hasRounds, drawRounds),
		EstimateOf:    drawnIf(hasSteps, drawEstimate),
		ExplanationOf: func(l report.Line, _ course.Course) *canvas { return flameOf(rep, l) },
	}[name]
	if draw == nil {
		return nil, fmt.Errorf("unknown picture %q (pictures: %s)", name, strings.Join(Names(), ", "))
	}
	known := false
	courses := course.Of(rounds)
	for _, l := range lines {
		if row != "" && row != l.Benchmark && row != l.Benchmark+" "+l.Unit {
			continue
		}
		known = true
		if c := draw(l, courses.Row(rep, l.Row)); c != nil {
			return c.alone(), nil
		}
	}
	return nil, missing(name, row, known)
}

func missing(name, row string, known bool) error {
	what := map[string]string{RoundsOf: "rounds, or all its values are equal: rounds.jsonl lies beside the report of a run",
		EstimateOf: "estimates: rounds.jsonl lies beside the report of a run", ExplanationOf: "call tree: explain it first"}[name]
	switch {
	case row != "" && !known:
		return fmt.Errorf("the report has no row %q", report.Visible(row))
	case row != "":
		return fmt.Errorf("the row %q has no %s", report.Visible(row), what)
	}
	return fmt.Errorf("no row has %s", what)
}

func drawnIf(has func(course.Course) bool, draw func(report.Line, course.Course, bool) *canvas) func(report.Line, course.Course) *canvas {
	return func(l report.Line, c course.Course) *canvas {
		if !has(c) {
			return nil
		}
		return draw(l, c, false)
	}
}

func hasRounds(c course.Course) bool { return len(c.Legs) > 0 }

func hasSteps(c course.Course) bool {
	for _, leg := range c.Legs {
		if len(leg.Steps) > 0 {
			return true
		}
	}
	return false
}
