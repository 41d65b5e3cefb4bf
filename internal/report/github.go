package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// renderGitHub writes annotations for what fails the run and for what is worth
// a warning, and before them, if there is a token, the report and the output of
// tools where the runner does not look for commands.
func renderGitHub(w io.Writer, rep *Report, opts Options) error {
	if opts.StopToken == "" && len(opts.Output) > 0 {
		return errors.New("output of tools needs a stop token")
	}
	var b bytes.Buffer
	if opts.StopToken != "" {
		if err := quarantine(&b, rep, opts); err != nil {
			return err
		}
	}
	errs, warnings := annotations(rep)
	writeAnnotations(&b, errs)
	writeAnnotations(&b, warnings)
	_, err := w.Write(b.Bytes())
	return err
}

// quarantine writes the text report and the output between the markers that
// stop commands. A token that occurs in the text could end the quarantine.
func quarantine(b *bytes.Buffer, rep *Report, opts Options) error {
	token := opts.StopToken
	if len(token) < 16 || strings.ContainsFunc(token, func(r rune) bool { return !isAlnum(r) }) {
		return errors.New("a stop token has at least 16 letters and digits")
	}
	var text bytes.Buffer
	if err := renderText(&text, rep, opts); err != nil {
		return err
	}
	text.Write(opts.Output)
	if bytes.Contains(bytes.ToLower(text.Bytes()), []byte(strings.ToLower(token))) {
		return errors.New("the stop token occurs in the text that it is to guard")
	}
	fmt.Fprintf(b, "::stop-commands::%s\n%s", token, text.Bytes())
	if n := text.Len(); n > 0 && text.Bytes()[n-1] != '\n' {
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
