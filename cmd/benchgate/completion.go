package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
)

// shells are those that completion knows.
var shells = []string{"bash", "zsh", "fish", "powershell"}

func newCompletion(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "print the completion script of a shell",
		Long: `Completion prints a script that lets a shell complete commands, flags, formats,
benchmark names, packages, branches and tags. It looks at files and at git, and
builds nothing.`,
		Example: `  source <(benchgate completion bash)        in ~/.bashrc
  source <(benchgate completion zsh)         in ~/.zshrc, behind compinit
  benchgate completion fish | source         in ~/.config/fish/config.fish`,
		ValidArgsFunction: oneOf(shells...),
		Args:              checkShell,
		RunE:              func(c *cobra.Command, args []string) error { return p.completion(c.Root(), args[0]) },
	}
}

// checkShell refuses what is no shell.
func checkShell(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return exit.Usagef("benchgate completion bash, zsh, fish or powershell", "completion: want the name of a shell")
	}
	if slices.Contains(shells, args[0]) {
		return nil
	}
	hint := "known are " + strings.Join(shells, ", ")
	if near := config.Nearest(args[0], shells); near != "" {
		hint = "did you mean " + near + "?"
	}
	return exit.Usagef(hint, "completion: unknown shell %q", args[0])
}

// completion prints the script of a shell, which asks benchgate itself what may
// stand where somebody types.
func (p *program) completion(root *cobra.Command, shell string) error {
	switch shell {
	case "zsh":
		return root.GenZshCompletion(p.Stdout)
	case "fish":
		return root.GenFishCompletion(p.Stdout, true)
	case "powershell":
		return root.GenPowerShellCompletionWithDesc(p.Stdout)
	}
	return root.GenBashCompletionV2(p.Stdout, true)
}
