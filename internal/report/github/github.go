// Package github writes a report as commands of a GitHub workflow, and as
// annotations of a check run. It is pure.
package github

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/text"
	"github.com/benchgate/benchgate/internal/words"
)

// Options say what the workflow's log gets beside annotations.
type Options struct {
	// StopToken is a random word of at least 16 letters and digits. With it, the text
	// report and Output are printed, between markers that keep the runner from obeying
	// anything in them; without it, annotations only.
	StopToken string
	// Output is what benchmarks and tools printed.
	Output []byte
}

// Write writes annotations for what fails the run and for what is worth
// a warning, and before them, if there is a token, the report and the output of
// tools where the runner does not look for commands.
func Write(w io.Writer, v *report.View, to text.Options, opts Options) error {
	if opts.StopToken == "" && len(opts.Output) > 0 {
		return errors.New("output of tools needs a stop token")
	}
	var b bytes.Buffer
	if opts.StopToken != "" {
		if err := quarantine(&b, v, to, opts); err != nil {
			return err
		}
	}
	errs, warnings := annotations(v)
	writeAnnotations(&b, errs)
	writeAnnotations(&b, warnings)
	_, err := w.Write(b.Bytes())
	return err
}

// quarantine writes the text report and the output between the markers that
// stop commands. A token that occurs in the text could end the quarantine.
func quarantine(b *bytes.Buffer, v *report.View, to text.Options, opts Options) error {
	token := opts.StopToken
	if len(token) < 16 || strings.ContainsFunc(token, func(r rune) bool { return !words.Alnum(r) }) {
		return errors.New("a stop token has at least 16 letters and digits")
	}
	var body bytes.Buffer
	if err := text.Write(&body, v, to); err != nil {
		return err
	}
	body.Write(opts.Output)
	if bytes.Contains(bytes.ToLower(body.Bytes()), []byte(strings.ToLower(token))) {
		return errors.New("the stop token occurs in the text that it is to guard")
	}
	fmt.Fprintf(b, "::stop-commands::%s\n%s", token, body.Bytes())
	if n := body.Len(); n > 0 && body.Bytes()[n-1] != '\n' {
		b.WriteByte('\n')
	}
	fmt.Fprintf(b, "::%s::\n", token)
	return nil
}

func writeAnnotations(b *bytes.Buffer, list []Annotation) {
	for _, a := range most(list, Annotation{}) {
		a.write(b)
	}
}

func (a Annotation) write(b *bytes.Buffer) {
	b.WriteString("::" + a.Level + " ")
	if a.File != "" {
		b.WriteString("file=" + escapeProperty(a.File) + ",")
		if a.Line > 0 {
			fmt.Fprintf(b, "line=%d,", a.Line)
		}
	}
	b.WriteString("title=" + escapeProperty(a.Title) + "::" + escapeData(a.Message) + "\n")
}

// The escapes are those of the runner's own toolkit.
var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func escapeData(s string) string     { return dataEscapes.Replace(s) }
func escapeProperty(s string) string { return propertyEscapes.Replace(s) }
