package svg

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/course"
	"github.com/benchgate/benchgate/internal/words"
)

// The names of the pictures that are files of their own.
const (
	Changes       = "changes"  // of all rows, with their intervals
	RoundsOf      = "rounds"   // of one row
	EstimateOf    = "estimate" // of one row
	ExplanationOf = "flame"    // of one row
)

// Names returns the names of the pictures.
func Names() []string { return []string{Changes, RoundsOf, EstimateOf, ExplanationOf} }

// Options say which picture of a report is drawn.
type Options struct {
	Picture string // one of Names; "" is Changes
	// Row is a benchmark, or a benchmark and a unit with a space between, for a picture
	// of one row; "" is the worst row of which there is such a picture.
	Row string
}

// A RowError says that there is no such picture of the row that was asked for.
type RowError struct{ text string }

// Error implements error.
func (e *RowError) Error() string { return e.text }

// Write writes one picture of a report as an SVG file. A row that there is no
// picture of is a RowError.
func Write(w io.Writer, v *report.View, opts Options) error {
	drawn, err := draw(v, opts)
	if err != nil {
		return err
	}
	_, err = w.Write(drawn)
	return err
}

func draw(v *report.View, opts Options) ([]byte, error) {
	if opts.Picture == Changes || opts.Picture == "" {
		return Forest(v.Worst), nil
	}
	if !slices.Contains(Names(), opts.Picture) {
		return nil, fmt.Errorf("unknown picture %q (pictures: %s)", opts.Picture, strings.Join(Names(), ", "))
	}
	known := false
	for _, l := range v.Worst {
		name := l.Benchmark.String()
		if row := opts.Row; row != "" && row != name && row != name+" "+l.Unit.String() {
			continue
		}
		known = true
		if c := drawRow(l, opts.Picture); c != nil {
			return c.alone(), nil
		}
	}
	return nil, missing(opts, known)
}

// drawRow draws one row; nil where there is nothing to draw.
func drawRow(l *report.Line, picture string) *canvas {
	switch picture {
	case RoundsOf:
		if c := l.Course(); hasRounds(c) {
			return drawRounds(l, c, false)
		}
	case EstimateOf:
		if c := l.Course(); hasSteps(c) {
			return drawEstimate(l, c, false)
		}
	case ExplanationOf:
		return flameOf(l)
	}
	return nil
}

func missing(opts Options, known bool) error {
	what := map[string]string{RoundsOf: "rounds, or all its values are equal: rounds.jsonl lies beside the report of a run",
		EstimateOf: "estimates: rounds.jsonl lies beside the report of a run", ExplanationOf: "call tree: explain it first"}[opts.Picture]
	switch row := words.Visible(opts.Row); {
	case row != "" && !known:
		return &RowError{fmt.Sprintf("the report has no row %q", row)}
	case row != "":
		return &RowError{fmt.Sprintf("the row %q has no %s", row, what)}
	}
	return fmt.Errorf("no row has %s", what)
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
