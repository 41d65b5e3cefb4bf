package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// mostAnnotations is what GitHub shows of each type from one step; the last one
// says how many more there are.
const mostAnnotations = 10

// An annotation is one ::error:: or ::warning:: command of a workflow.
type annotation struct {
	level   string
	file    string
	line    int
	title   string
	message string
}

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

func annotations(rep *Report) (errs, warnings []annotation) {
	for _, f := range rep.Failures {
		a := annotation{level: "error", title: "benchgate: not measured",
			message: visible(f.title()) + "\n" + strings.Join(excerpt(f.Message, 10), "\n")}
		if f.Ignored {
			a.level = "warning"
			warnings = append(warnings, a)
		} else {
			errs = append(errs, a)
		}
	}
	for _, r := range worstFirst(rep.Rows) {
		switch {
		case r.class() == failing:
			errs = append(errs, rowAnnotation("error", &r))
		case r.warns():
			warnings = append(warnings, rowAnnotation("warning", &r))
		}
	}
	for _, s := range rep.Warnings {
		warnings = append(warnings, annotation{level: "warning", title: "benchgate", message: visible(s)})
	}
	if rep.Status != 0 && len(errs) == 0 {
		errs = append(errs, annotation{level: "error", title: "benchgate", message: Title(rep)})
	}
	return errs, warnings
}

func rowAnnotation(level string, r *Row) annotation {
	a := annotation{
		level:   level,
		title:   "benchgate: " + string(r.Outcome),
		message: visible(r.Benchmark + " " + r.Unit + ": " + r.sentence()),
	}
	if r.Reason != "" {
		a.message += "\n" + visible(r.Reason)
	}
	if fs.ValidPath(r.File) && r.File != "." && r.File == visible(r.File) {
		a.file, a.line = r.File, r.Line
	}
	return a
}

func writeAnnotations(b *bytes.Buffer, list []annotation) {
	for i, a := range list {
		if i == mostAnnotations-1 && len(list) > mostAnnotations {
			a = annotation{level: a.level, title: "benchgate", message: fmt.Sprintf("and %d more", len(list)-i)}
			a.write(b)
			return
		}
		a.write(b)
	}
}

func (a annotation) write(b *bytes.Buffer) {
	b.WriteString("::" + a.level + " ")
	if a.file != "" {
		b.WriteString("file=" + escapeProperty(a.file) + ",")
		if a.line > 0 {
			fmt.Fprintf(b, "line=%d,", a.line)
		}
	}
	b.WriteString("title=" + escapeProperty(a.title) + "::" + escapeData(a.message) + "\n")
}

// The escapes are those of the runner's own toolkit.
var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func escapeData(s string) string     { return dataEscapes.Replace(s) }
func escapeProperty(s string) string { return propertyEscapes.Replace(s) }
