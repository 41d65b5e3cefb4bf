package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/html"
	"github.com/benchgate/benchgate/internal/report/picture"
	"github.com/benchgate/benchgate/internal/round"
)

// A drawing is what the formats html and svg need beside the report. The zero
// value draws all changes, without rounds.
type drawing struct {
	rounds       []round.Round
	picture, row string
}

func (d drawing) draw(w io.Writer, format string, rep *report.Report) error {
	if format == report.HTML {
		return html.Write(w, rep, d.rounds)
	}
	svg, err := picture.Draw(rep, d.rounds, d.picture, d.row)
	if err != nil && d.row != "" {
		return unmeasuredf("benchgate render -v shows the rows that it has", "%w", err)
	}
	if err != nil {
		return err
	}
	_, err = w.Write(svg)
	return err
}

// checkPicture checks the flags of a picture before the report is read.
func checkPicture(o *renderOptions) error {
	names := picture.Names()
	if !slices.Contains(names, o.picture) {
		hint := "pictures: " + strings.Join(names, ", ")
		if near := config.Nearest(o.picture, names); near != "" {
			hint = fmt.Sprintf("did you mean --picture %s?", near)
		}
		return usagef(hint, "render: unknown picture %q", o.picture)
	}
	if o.format != report.SVG && o.picture != picture.Changes {
		return usagef("add --format svg", "render: --picture %s is for the format svg", o.picture)
	}
	if o.row != "" && (o.format != report.SVG || o.picture == picture.Changes) {
		return usagef("such as --format svg --picture rounds --row Parse-8", "render: --row is for a picture of one row")
	}
	return nil
}

// roundsBeside reads the rounds that a report was made from, nil where they are
// not there.
func roundsBeside(dir string) ([]round.Round, error) {
	rounds, err := readRounds(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, unmeasuredf("move the file away to do without its rounds", "%w", err)
	}
	return rounds, nil
}
