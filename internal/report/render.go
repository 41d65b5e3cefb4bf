package report

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/benchgate/benchgate/internal/spelling"
)

// Options say how a report is to be shown. The zero value is a good default
// for a file: no limit on the width, no colour, Unicode, what passes rolled up.
type Options struct {
	// Width is the number of columns that text may take, 0 for no limit.
	// Commands that are to be pasted stay whole.
	Width int
	// Color asks text for ANSI colours; it never says anything that the words do
	// not say.
	Color bool
	// ASCII keeps text to ASCII.
	ASCII bool
	// Prefix is the directory that commands are for, relative to the root of the
	// repository; "" for the root.
	Prefix string
	// Report is where report.json lies, for commands that read it; "" for nowhere.
	Report string
	// Longer is the command that makes the same comparison with a budget that does.
	Longer string
	// Shows is a command that shows the first failure, and ShowsTo what for, as who has
	// run it knows; "" for none.
	Shows, ShowsTo string
	// Build are the flags that test binaries are built with. HeadElsewhere tells that the
	// working tree is not the head that was measured.
	Build         []string
	HeadElsewhere bool
	// Verbose asks text for every row.
	Verbose bool
	// MaxBytes bounds Markdown: 0 means CommentBytes − MarkerBytes, less than 0 no
	// bound, and bounds under LeastBytes are an error.
	MaxBytes int
	// RunURL leads to the run's log; Markdown links it if it is https.
	RunURL string
	// Untrusted makes Markdown say that the pull request's own workflow measured.
	Untrusted bool
	// StopToken is a random word of at least 16 letters and digits. With it, the
	// format github prints the text report and Output, between markers that keep
	// the runner from obeying anything in them; without it, annotations only.
	StopToken string
	// Output is what benchmarks and tools printed, for the format github.
	Output []byte
	// Base and Head hold the samples of both sides in the Go benchmark format,
	// and Classic writes the classic table of them: benchstat-classic needs all
	// three.
	Base, Head []byte
	Classic    func(w io.Writer, base, head []byte) error
	// Draw writes the formats html and svg, which packages of their own make from
	// a report and what else they have been given.
	Draw func(w io.Writer, format string, rep *Report) error
}

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

// Formats returns the names that Render knows.
func Formats() []string {
	return []string{Text, Markdown, JSON, JUnit, GitHub, CSV, HTML, SVG, BenchstatClassic}
}

// Render writes rep in one of Formats. An unknown format is an error that names
// the nearest one.
func Render(w io.Writer, format string, rep *Report, opts Options) error {
	var err error
	switch format {
	case Text:
		err = renderText(w, rep, opts)
	case Markdown:
		err = renderMarkdown(w, rep, opts)
	case JSON:
		return Encode(w, rep)
	case JUnit:
		err = renderJUnit(w, rep)
	case GitHub:
		err = renderGitHub(w, rep, opts)
	case CSV:
		err = renderCSV(w, rep)
	case HTML, SVG:
		err = renderDrawn(w, format, rep, opts)
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

func renderDrawn(w io.Writer, format string, rep *Report, opts Options) error {
	if opts.Draw == nil {
		return errors.New("nothing draws it")
	}
	return opts.Draw(w, format, rep)
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
	other := map[string]string{"md": Markdown, "txt": Text, "terminal": Text, "xml": JUnit, "gha": GitHub,
		"annotations": GitHub, "benchstat": BenchstatClassic, "htm": HTML, "page": HTML, "classic": BenchstatClassic}
	if format := other[word]; format != "" || len(word) > 40 {
		return format
	}
	return spelling.Nearest(word, Formats())
}
