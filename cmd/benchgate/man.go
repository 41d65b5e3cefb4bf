package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func newMan(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "man DIR",
		Short: "write the manual pages into a directory",
		Long: `Man writes a manual page of every command and topic into a directory, and makes
the directory if it is not there. All pages are in section 1.`,
		Example: `  benchgate man ~/.local/share/man/man1      then: man benchgate-run`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return exit.Usagef("benchgate man DIR", "man: want one directory, have %d", len(args))
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return writeMan(c.Root(), p.Absolute(args[0])) },
	}
}

// writeMan writes all pages. They have no date, so that they change only with what
// they say.
func writeMan(root *cobra.Command, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	pages := map[string]string{"benchgate": manOverview(root)}
	for _, c := range root.Commands() {
		pages["benchgate-"+c.Name()] = manCommand(c)
	}
	for _, t := range topics {
		pages["benchgate-"+t.name] = manTopic(t)
	}
	for name, page := range pages {
		if err := os.WriteFile(filepath.Join(dir, name+".1"), []byte(page), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// A manPage is written in the macros of man(7).
type manPage struct{ bytes.Buffer }

func newManPage(name, about string) *manPage {
	m := &manPage{}
	fmt.Fprintf(m, ".TH %s 1\n", roff(strings.ToUpper(name)))
	m.section("NAME", name+" - "+about)
	return m
}

// section writes a section with text, whose indented lines stay as they are.
func (m *manPage) section(title, text string) {
	fmt.Fprintf(m, ".SH %s\n", roff(title))
	verbatim := false
	for line := range strings.SplitSeq(text, "\n") {
		switch indented := strings.HasPrefix(line, " "); {
		case line == "" && !verbatim:
			line = ".PP"
		case line != "" && indented && !verbatim:
			line, verbatim = ".PP\n.nf\n"+roff(line), true
		case line != "" && !indented && verbatim:
			line, verbatim = ".fi\n.PP\n"+roff(line), false
		default:
			line = roff(line)
		}
		fmt.Fprintln(m, line)
	}
	if verbatim {
		fmt.Fprintln(m, ".fi")
	}
}

// item writes a paragraph behind a word.
func (m *manPage) item(word, text string) {
	fmt.Fprintf(m, ".TP\n\\fB%s\\fR\n%s\n", roff(word), roff(text))
}

// options writes the flags of a command that has some.
func (m *manPage) options(c *cobra.Command) {
	title := ".SH OPTIONS\n"
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			m.WriteString(title)
			m.item(flagLine(f), f.Usage)
			title = ""
		}
	})
}

// roff is text as roff writes it.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text
}

func manOverview(root *cobra.Command) string {
	m := newManPage("benchgate", "hold every change of a Go repository to its performance")
	m.section("SYNOPSIS", "benchgate [flags] COMMAND [arguments]")
	m.WriteString(".SH COMMANDS\n")
	for _, c := range root.Commands() {
		m.item("benchgate-"+c.Name()+"(1)", c.Short)
	}
	m.WriteString(".SH TOPICS\n")
	for _, t := range topics {
		m.item("benchgate-"+t.name+"(1)", t.about)
	}
	m.options(root)
	return m.String()
}

func manCommand(c *cobra.Command) string {
	m := newManPage("benchgate-"+c.Name(), c.Short)
	m.section("SYNOPSIS", "benchgate "+c.Use)
	m.section("DESCRIPTION", c.Long)
	m.section("EXAMPLES", c.Example)
	m.options(c)
	return m.String()
}

func manTopic(t topic) string {
	m := newManPage("benchgate-"+t.name, t.about)
	title, text, _ := strings.Cut(t.text, "\n")
	m.section(strings.ToUpper(title), text)
	return m.String()
}
