package report

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/benchgate/benchgate/internal/spelling"
)

// Options say how a report is to be shown. The zero value is a good default.
type Options struct {
	Setting
	Text     TextOptions
	Markdown MarkdownOptions
	GitHub   GitHubOptions
	// Base and Head hold the samples of both sides in the Go benchmark format,
	// and Classic writes the classic table of them: benchstat-classic needs all
	// three.
	Base, Head []byte
	Classic    func(w io.Writer, base, head []byte) error
	// Draw writes the formats html and svg, which packages of their own make from
	// a report and what else they have been given.
	Draw func(w io.Writer, format string, v *View) error
}

// The names of the formats.
const (
	PlainText        = "text"
	Markdown         = "markdown"
	JSON             = "json"
	JUnit            = "junit"
	GitHub           = "github"
	CSV              = "csv"
	HTML             = "html"
	SVG              = "svg"
	BenchstatClassic = "benchstat-classic"
)

// Formats returns the names that Render knows.
func Formats() []string {
	return []string{PlainText, Markdown, JSON, JUnit, GitHub, CSV, HTML, SVG, BenchstatClassic}
}

// Render writes rep in one of Formats. An unknown format is an error that names
// the nearest one.
func Render(w io.Writer, format string, rep *Report, opts Options) error {
	var err error
	v := ViewOf(rep, opts.Setting)
	switch format {
	case PlainText:
		err = WriteText(w, v, opts.Text)
	case Markdown:
		err = WriteMarkdown(w, v, opts.Markdown)
	case JSON:
		return Encode(w, rep)
	case JUnit:
		err = WriteJUnit(w, v)
	case GitHub:
		err = WriteGitHub(w, v, opts.Text, opts.GitHub)
	case CSV:
		err = WriteCSV(w, v)
	case HTML, SVG:
		err = renderDrawn(w, format, v, opts)
	case BenchstatClassic:
		err = renderClassic(w, opts)
	default:
		return unknownFormat(format)
	}
	if err != nil {
		return fmt.Errorf("render %s: %w", format, err)
	}
	return nil
}

func renderClassic(w io.Writer, opts Options) error {
	if opts.Base == nil || opts.Head == nil || opts.Classic == nil {
		return errors.New("the samples of both sides are needed: base.txt and head.txt of the same run")
	}
	return opts.Classic(w, opts.Base, opts.Head)
}

func renderDrawn(w io.Writer, format string, v *View, opts Options) error {
	if opts.Draw == nil {
		return errors.New("nothing draws it")
	}
	return opts.Draw(w, format, v)
}

func unknownFormat(format string) error {
	known := strings.Join(Formats(), ", ")
	if near := nearest(format); near != "" {
		return fmt.Errorf("unknown format %s: did you mean %s? (formats: %s)", quoted(format), near, known)
	}
	return fmt.Errorf("unknown format %s (formats: %s)", quoted(format), known)
}

// nearest returns the format that word means or misspells, or "".
func nearest(word string) string {
	word = strings.ToLower(word)
	other := map[string]string{"md": Markdown, "txt": PlainText, "terminal": PlainText, "xml": JUnit, "gha": GitHub,
		"annotations": GitHub, "benchstat": BenchstatClassic, "htm": HTML, "page": HTML, "classic": BenchstatClassic}
	if format := other[word]; format != "" || len(word) > 40 {
		return format
	}
	return spelling.Nearest(word, Formats())
}
