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

// checkPicture checks the flags of a picture before the report is read.
func checkPicture(o *renderOptions) error {
	names := picture.Names()
	if !slices.Contains(names, o.picture) {
		hint := "pictures: " + strings.Join(names, ", ")
		if near := config.Nearest(o.picture, names); near != "" {
			hint = fmt.Sprintf("did you mean --picture %s?", near)
		}
		return exit.Usagef(hint, "render: unknown picture %q", o.picture)
	}
	if o.format != report.SVG && o.picture != picture.Changes {
		return exit.Usagef("add --format svg", "render: --picture %s is for the format svg", o.picture)
	}
	if o.row != "" && (o.format != report.SVG || o.picture == picture.Changes) {
		return exit.Usagef("such as --format svg --picture rounds --row Parse-8", "render: --row is for a picture of one row")
	}
	return nil
}
