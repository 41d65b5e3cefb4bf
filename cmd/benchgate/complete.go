package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/benchgate/benchgate/internal/buildflag"
	"github.com/benchgate/benchgate/internal/shell"
)

// suggest sets what a shell completes the value of a flag with.
func suggest(c *cobra.Command, flag string, with cobra.CompletionFunc) {
	if err := c.RegisterFlagCompletionFunc(flag, with); err != nil {
		panic(err) // there is no such flag, or it has one
	}
}

// suggestions are what may stand at a place of the command line.
type suggestions []cobra.Completion

func (s *suggestions) add(about string, words ...string) {
	for _, w := range words {
		*s = append(*s, cobra.CompletionWithDesc(w, about))
	}
}

// addName adds the name of something. One that a shell would not take as it is
// stays away: cobra's scripts do not quote what several suggestions begin with.
func (s *suggestions) addName(about, name string) {
	if shell.Quote(name) == name {
		s.add(about, name)
	}
}

// from are those that go on from what is typed, and no files.
func (s suggestions) from(typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return slices.DeleteFunc(s, func(w cobra.Completion) bool { return !strings.HasPrefix(w, typed) }), cobra.ShellCompDirectiveNoFileComp
}

// oneOf suggests these words.
func oneOf(words ...string) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		var s suggestions
		s.add("", words...)
		return s.from(typed)
	}
}

// buildFlags suggests what may follow "--".
func buildFlags(typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var s suggestions
	for _, name := range buildflag.Names() {
		s.add("flag of go test", "-"+name)
	}
	words, directive := s.from(typed)
	return words, directive | cobra.ShellCompDirectiveNoSpace // a value may follow
}
