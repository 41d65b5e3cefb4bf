package formats

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/classic"
	"github.com/benchgate/benchgate/internal/report/reporttest"
)

func TestRenderUnknownFormat(t *testing.T) {
	for format, want := range map[string]string{
		"markdwon":  `unknown format "markdwon": did you mean markdown?`,
		"md":        "did you mean markdown?",
		"XML":       "did you mean junit?",
		"Text":      "did you mean text?",
		"benchstat": "did you mean benchstat-classic?",
		"quux":      `unknown format "quux" (formats: text, markdown, json, junit, github, csv, html, svg, benchstat-classic)`,
		"":          `unknown format ""`,
		"\x1b[2J":   `unknown format "\\x1b[2J"`,
	} {
		err := Render(io.Discard, format, &report.Report{}, Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", format, err, want)
		}
	}
}

func TestRenderKnowsItsFormats(t *testing.T) {
	line := []byte("BenchmarkA 1 10 ns/op\n")
	opts := Options{Classic: classic.Samples{Base: line, Head: line}}
	for _, format := range Names() {
		if err := Render(io.Discard, format, reporttest.Corpus(t)["regression"], opts); err != nil {
			t.Error(err)
		}
	}
}

func TestClassicNeedsSamples(t *testing.T) {
	for _, s := range []classic.Samples{{}, {Base: []byte("x")}, {Head: []byte("x")}} {
		err := Render(io.Discard, BenchstatClassic, &report.Report{}, Options{Classic: s})
		if err == nil || !strings.Contains(err.Error(), "base.txt and head.txt") {
			t.Errorf("got %v", err)
		}
	}
}

type brokenPipe struct{ after int }

var errPipe = errors.New("broken pipe")

func (b *brokenPipe) Write(p []byte) (int, error) {
	if b.after -= len(p); b.after < 0 {
		return 0, errPipe
	}
	return len(p), nil
}

// A report that could not be written must not look written.
func TestRenderReportsWriteErrors(t *testing.T) {
	rep := reporttest.Corpus(t)["regression"]
	for _, format := range []string{Text, Markdown, JSON, JUnit, GitHub, CSV} {
		for _, after := range []int{0, 10, 60} {
			if err := Render(&brokenPipe{after}, format, rep, Options{}); !errors.Is(err, errPipe) {
				t.Errorf("%s after %d bytes: got %v", format, after, err)
			}
		}
	}
}
