package github

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/benchgate/benchgate/internal/report"
)

// mostAnnotations is what GitHub shows of each type from one step; the last one
// says how many more there are.
const mostAnnotations = 10

// An Annotation is a remark at a line of head, or at none: one ::error:: or
// ::warning:: command of a workflow, or one annotation of a check run.
type Annotation struct {
	Level string // error or warning
	// File is relative to the repository, with forward slashes; empty for none.
	File    string
	Line    int // from 1; 0 for none
	Title   string
	Message string // may have several lines
}

// Placed returns the remarks of a report that stand at lines of head, errors
// first, and no more of each level than Write writes: where there are
// more, the last one says how many.
func Placed(v *report.View) []Annotation {
	var all []Annotation
	errs, warnings := annotations(v)
	for _, list := range [][]Annotation{errs, warnings} {
		var placed []Annotation
		for _, a := range list {
			if a.File != "" && a.Line > 0 {
				placed = append(placed, a)
			}
		}
		if n := len(placed); n > 0 {
			all = append(all, most(placed, placed[min(n, mostAnnotations)-1])...)
		}
	}
	return all
}

// most cuts a list to what is shown of it. What says how many more there are
// stands where last does.
func most(list []Annotation, last Annotation) []Annotation {
	if len(list) <= mostAnnotations {
		return list
	}
	const shown = mostAnnotations - 1
	return append(list[:shown:shown], Annotation{Level: list[shown].Level, File: last.File, Line: last.Line,
		Title: "benchgate", Message: fmt.Sprintf("and %d more", len(list)-shown)})
}

func annotations(v *report.View) (errs, warnings []Annotation) {
	for _, f := range v.Failures {
		a := Annotation{Level: "error", Title: "benchgate: not measured",
			Message: f.Title.String() + "\n" + strings.Join(f.Message.Excerpt(10), "\n")}
		if f.Ignored {
			a.Level = "warning"
			warnings = append(warnings, a)
		} else {
			errs = append(errs, a)
		}
	}
	for _, l := range v.Worst {
		switch {
		case l.Fails:
			errs = append(errs, rowAnnotation("error", l))
		case l.Warns:
			warnings = append(warnings, rowAnnotation("warning", l))
		}
	}
	for _, s := range v.Warnings {
		warnings = append(warnings, Annotation{Level: "warning", Title: "benchgate", Message: s.String()})
	}
	if v.Status != 0 && len(errs) == 0 {
		errs = append(errs, Annotation{Level: "error", Title: "benchgate", Message: v.Title.String()})
	}
	return errs, warnings
}

func rowAnnotation(level string, l *report.Line) Annotation {
	a := Annotation{
		Level:   level,
		Title:   "benchgate: " + string(l.Outcome),
		Message: l.Benchmark.String() + " " + l.Unit.String() + ": " + l.Sentence.String(),
	}
	if !l.Reason.Empty() {
		a.Message += "\n" + l.Reason.String()
	}
	if file := l.File.String(); fs.ValidPath(file) && file != "." && l.File.Literal() {
		a.File, a.Line = file, l.At
	}
	return a
}
