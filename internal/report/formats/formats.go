// Package formats is the list of all formats that a report can be shown in, and
// renders by a format's name. A new format is a package beside this one and a case
// in Render.
package formats

import (
	"fmt"
	"io"
	"strings"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/classic"
	"github.com/benchgate/benchgate/internal/report/csv"
	"github.com/benchgate/benchgate/internal/report/github"
	"github.com/benchgate/benchgate/internal/report/html"
	"github.com/benchgate/benchgate/internal/report/junit"
	"github.com/benchgate/benchgate/internal/report/markdown"
	"github.com/benchgate/benchgate/internal/report/svg"
	"github.com/benchgate/benchgate/internal/report/text"
	"github.com/benchgate/benchgate/internal/spelling"
)

// The names of the formats.
const (
	Text             = "text"
	Markdown         = "markdown"
	JSON             = "json"
	JUnit            = "junit"
	GitHub           = "github"
	CSV              = "csv"
	HTML             = "html"
	SVG              = "svg"
	BenchstatClassic = "benchstat-classic"
)

// Names returns the names that Render knows.
func Names() []string {
	return []string{Text, Markdown, JSON, JUnit, GitHub, CSV, HTML, SVG, BenchstatClassic}
}

// Options say how a report is to be shown. The zero value is a good default.
type Options struct {
	report.Setting
	Text     text.Options
	Markdown markdown.Options
	GitHub   github.Options
	SVG      svg.Options
	Classic  classic.Samples // that the format is made from
}

// Render writes rep in the format of that name. An unknown format is an error that
// names the nearest one.
func Render(w io.Writer, format string, rep *report.Report, opts Options) error {
	var err error
	v := report.ViewOf(rep, opts.Setting)
	switch format {
	case Text:
		err = text.Write(w, v, opts.Text)
	case Markdown:
		err = markdown.Write(w, v, opts.Markdown)
	case JSON:
		return report.Encode(w, rep)
	case JUnit:
		err = junit.Write(w, v)
	case GitHub:
		err = github.Write(w, v, opts.Text, opts.GitHub)
	case CSV:
		err = csv.Write(w, v)
	case HTML:
		err = html.Write(w, v)
	case SVG:
		err = svg.Write(w, v, opts.SVG)
	case BenchstatClassic:
		err = classic.Write(w, opts.Classic)
	default:
		return unknown(format)
	}
	if err != nil {
		return fmt.Errorf("render %s: %w", format, err)
	}
	return nil
}

func unknown(format string) error {
	known := strings.Join(Names(), ", ")
	if near := nearest(format); near != "" {
		return fmt.Errorf("unknown format %s: did you mean %s? (formats: %s)", report.Quoted(format), near, known)
	}
	return fmt.Errorf("unknown format %s (formats: %s)", report.Quoted(format), known)
}

// nearest returns the format that word means or misspells, or "".
func nearest(word string) string {
	word = strings.ToLower(word)
	other := map[string]string{"md": Markdown, "txt": Text, "terminal": Text, "xml": JUnit, "gha": GitHub,
		"annotations": GitHub, "benchstat": BenchstatClassic, "htm": HTML, "page": HTML, "classic": BenchstatClassic}
	if format := other[word]; format != "" || len(word) > 40 {
		return format
	}
	return spelling.Nearest(word, Names())
}
