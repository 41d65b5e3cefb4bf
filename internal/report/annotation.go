package report

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/benchgate/benchgate/internal/judge"
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
// first, and no more of each level than renderGitHub writes: where there are
// more, the last one says how many.
func Placed(rep *Report) []Annotation {
	var all []Annotation
	errs, warnings := annotations(rep)
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

func annotations(rep *Report) (errs, warnings []Annotation) {
	for _, f := range rep.Failures {
		a := Annotation{Level: "error", Title: "benchgate: not measured",
			Message: visible(failureTitle(f)) + "\n" + strings.Join(excerpt(f.Message, 10), "\n")}
		if f.Ignored {
			a.Level = "warning"
			warnings = append(warnings, a)
		} else {
			errs = append(errs, a)
		}
	}
	for _, r := range worstFirst(rep.Rows) {
		switch {
		case classOf(&r) == failing:
			errs = append(errs, rowAnnotation("error", &r))
		case warns(&r):
			warnings = append(warnings, rowAnnotation("warning", &r))
		}
	}
	for _, s := range rep.Warnings {
		warnings = append(warnings, Annotation{Level: "warning", Title: "benchgate", Message: visible(s)})
	}
	if rep.Status != 0 && len(errs) == 0 {
		errs = append(errs, Annotation{Level: "error", Title: "benchgate", Message: Title(rep)})
	}
	return errs, warnings
}

func rowAnnotation(level string, r *judge.Row) Annotation {
	a := Annotation{
		Level:   level,
		Title:   "benchgate: " + string(r.Outcome),
		Message: visible(r.Benchmark + " " + r.Unit + ": " + sentence(r)),
	}
	if r.Reason != "" {
		a.Message += "\n" + visible(r.Reason)
	}
	if fs.ValidPath(r.File) && r.File != "." && r.File == visible(r.File) {
		a.File, a.Line = r.File, r.Line
	}
	return a
}
