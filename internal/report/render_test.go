package report

import (
	"errors"
	"io"
	"strings"
	"testing"
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
		err := Render(io.Discard, format, &Report{}, Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", format, err, want)
		}
	}
}

func TestRenderKnowsItsFormats(t *testing.T) {
	opts := Options{Base: []byte{}, Head: []byte{}, Classic: func(w io.Writer, base, head []byte) error { return nil },
		Draw: func(w io.Writer, format string, v *View) error { return nil }}
	for _, format := range Formats() {
		if err := Render(io.Discard, format, corpus(t)["regression"], opts); err != nil {
			t.Error(err)
		}
	}
}

func TestClassicNeedsSamples(t *testing.T) {
	write := func(w io.Writer, base, head []byte) error {
		_, err := w.Write(append(base, head...))
		return err
	}
	for _, opts := range []Options{
		{}, {Base: []byte("x"), Classic: write}, {Head: []byte("x"), Classic: write}, {Base: []byte("x"), Head: []byte("x")},
	} {
		err := Render(io.Discard, BenchstatClassic, &Report{}, opts)
		if err == nil || !strings.Contains(err.Error(), "base.txt and head.txt") {
			t.Errorf("got %v", err)
		}
	}
	got := render(t, BenchstatClassic, &Report{}, Options{Base: []byte("a"), Head: []byte("b"), Classic: write})
	if got != "ab" {
		t.Errorf("got %q", got)
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
	rep := corpus(t)["regression"]
	for _, format := range []string{PlainText, Markdown, JSON, JUnit, GitHub, CSV} {
		for _, after := range []int{0, 10, 60} {
			if err := Render(&brokenPipe{after}, format, rep, Options{}); !errors.Is(err, errPipe) {
				t.Errorf("%s after %d bytes: got %v", format, after, err)
			}
		}
	}
}
