package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/spelling"
)

func newHelp(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND|TOPIC]",
		Short: "show this text, or that of one command or topic",
		Long:  `Help shows what there is, or the page of one command or topic.`,
		Example: `  benchgate help
  benchgate help run
  benchgate help status                      the exit statuses`,
		ValidArgsFunction: func(c *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return oneOf(pageNames(c.Root())...)(c, args, typed)
		},
		RunE: func(c *cobra.Command, args []string) error { return p.help(c.Root(), args) },
	}
}

func (p *program) help(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return p.overview()
	}
	for _, c := range root.Commands() {
		if c.Name() == args[0] {
			writePage(p.Stdout, c)
			return nil
		}
	}
	for _, t := range topics {
		if t.name == args[0] {
			fmt.Fprintln(p.Stdout, t.text)
			return nil
		}
	}
	hint := "benchgate help lists the commands and topics"
	if near := spelling.Nearest(args[0], pageNames(root)); near != "" {
		hint = fmt.Sprintf("did you mean benchgate help %s?", near)
	}
	return exit.Usagef(hint, "no help on %q", args[0])
}

// pageNames are the commands and topics that have a page.
func pageNames(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	for _, t := range topics {
		names = append(names, t.name)
	}
	return names
}

func (p *program) overview() error {
	fmt.Fprint(p.Stdout, "benchgate holds every change of a Go repository to its performance.\n\nCommands:\n")
	for _, c := range commands(p) {
		fmt.Fprintf(p.Stdout, "  %-10s %s\n", c.Name(), c.Short)
	}
	fmt.Fprint(p.Stdout, "\nTopics (benchgate help TOPIC):\n")
	for _, t := range topics {
		fmt.Fprintf(p.Stdout, "  %-11s %s\n", t.name, t.about)
	}
	_, err := fmt.Fprint(p.Stdout, `
Start with: benchgate demo, then benchgate run in a repository of yours.
`)
	return err
}

// writePage writes the help of a command.
func writePage(w io.Writer, c *cobra.Command) {
	fmt.Fprintf(w, "usage: benchgate %s\n\n%s\n\nExamples:\n%s\n", c.Use, c.Long, c.Example)
	title := "\nFlags:\n"
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			fmt.Fprintf(w, "%s  %s\n      %s\n", title, flagLine(f), f.Usage)
			title = ""
		}
	})
}

// flagLine is a flag with the name of its value.
func flagLine(f *pflag.Flag) string {
	value := f.Annotations[valueName][0]
	if value == "value" {
		value = ""
	}
	return strings.TrimRight(dashed(f.Name)+" "+value, " ")
}
