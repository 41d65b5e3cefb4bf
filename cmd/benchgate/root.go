package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/prepush"
	"github.com/benchgate/benchgate/internal/scaffold"
	"github.com/benchgate/benchgate/internal/spelling"
)

// commands are benchgate's, in the order in which help shows them.
func commands(p *program) []*cobra.Command {
	return []*cobra.Command{
		newRun(p, &runOptions{}),
		newCompare(p, &compareOptions{}),
		newRender(p, &renderOptions{}),
		newExplain(p, &explainOptions{}),
		newCalibrate(p, &calibrateOptions{}),
		newMerge(p, &mergeOptions{}),
		newPublish(p, &publishOptions{}),
		newConfig(p),
		newInit(p, &scaffold.Options{}),
		newHook(p, &prepush.Options{}),
		newDoctor(p, &doctorOptions{}),
		newDemo(p),
		newCompletion(p),
		newMan(p),
		newHelp(p),
		newVersion(p),
	}
}

// newRoot puts the commands together. What cobra would print of errors and of
// usage is off: program.main prints errors, and help.go pages.
func newRoot(p *program, pr *profiling) *cobra.Command {
	root := &cobra.Command{
		Use:               "benchgate",
		SilenceErrors:     true,
		SilenceUsage:      true,
		TraverseChildren:  true, // flags before the command are not the command's
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		Args:              cobra.NoArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		PersistentPreRunE: func(c *cobra.Command, _ []string) error { return pr.start(p, c.Root().Flags()) },
		RunE:              func(*cobra.Command, []string) error { return p.overview() },
	}
	root.SetIn(p.Stdin)
	root.SetOut(p.Stdout)
	root.SetErr(p.Stderr)
	pr.flags(root.Flags())
	root.AddCommand(commands(p)...)
	help, _, err := root.Find([]string{"help"})
	if err != nil {
		panic(err)
	}
	root.SetHelpCommand(help)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { writePage(p.Stdout, pageOf(c)) })
	root.SetFlagErrorFunc(flagError)
	tidy(root)
	return root
}

// pageOf is the command whose page has the help of another one: verify, show and
// schema are on the page of config.
func pageOf(c *cobra.Command) *cobra.Command {
	for c.HasParent() && c.Parent().HasParent() {
		c = c.Parent()
	}
	return c
}

// unknownCommand is the error for a word that names no command of c, with the
// nearest that does.
func unknownCommand(c *cobra.Command, word string) error {
	var names []string
	for _, sub := range c.Commands() {
		names = append(names, sub.Name())
	}
	near := spelling.Nearest(word, names)
	switch {
	case c.HasParent() && near != "":
		return exit.Usagef(fmt.Sprintf("did you mean %s %s?", c.Name(), near), "%s: unknown command %q", c.Name(), word)
	case c.HasParent():
		return exit.Usagef(c.Annotations["hint"], "%s: unknown command %q", c.Name(), word)
	case near != "":
		return exit.Usagef(fmt.Sprintf("did you mean benchgate %s?", near), "unknown command %q", word)
	}
	return exit.Usagef("benchgate help lists the commands", "unknown command %q", word)
}

// subcommandOf is what a command does whose subcommands do the work: it says
// which is missing, or unknown.
func subcommandOf(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return exit.Usagef(c.Annotations["hint"], "%s: what to do is missing", c.Name())
	}
	return unknownCommand(c, args[0])
}
