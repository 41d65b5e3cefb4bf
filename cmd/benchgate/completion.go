package main

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/spelling"
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
	if near := spelling.Nearest(args[0], shells); near != "" {
		hint = "did you mean " + near + "?"
	}
	return exit.Usagef(hint, "completion: unknown shell %q", args[0])
}

// completion prints the script of a shell, which asks benchgate itself what may
// stand where somebody types.
func (p *program) completion(root *cobra.Command, shell string) error {
	var script bytes.Buffer
	var err error
	switch shell {
	case "bash":
		err = root.GenBashCompletionV2(&script, true)
	case "zsh":
		err = root.GenZshCompletion(&script)
	case "fish":
		err = root.GenFishCompletion(&script, true)
	case "powershell":
		err = root.GenPowerShellCompletionWithDesc(&script)
	}
	if err != nil {
		return err
	}
	text := script.String()
	if ask, ok := asking[shell]; ok {
		text = strings.Replace(text, ask.cobras, ask.ours, 1)
	}
	if shell == "bash" {
		text += splitWithoutPackage
	}
	_, err = io.WriteString(p.Stdout, text)
	return err
}

// asking are the lines of cobra's scripts that ask benchgate. They evaluate what
// is typed, so that Tab would run a command substitution on the line, or one in
// the name of a directory. Ours pass the words on as they are.
var asking = map[string]struct{ cobras, ours string }{
	"bash": {`out=$(eval "${requestComp}" 2>/dev/null)`, `out=$("${words[0]}" __complete "${args[@]}" 2>/dev/null)`},
	"zsh":  {`out=$(eval ${requestComp} 2>/dev/null)`, `out=$("${(@Q)${(z)requestComp}}" 2>/dev/null)`},
	"fish": {`set -l results (eval $requestComp 2> /dev/null)`, `set -l current (commandline -ct)
    test -n "$current"; or set current ''
    set -l results ($args[1] __complete $args[2..-1] $current 2> /dev/null)`},
}

// splitWithoutPackage takes the command line apart where the package
// bash-completion, on which cobra's script relies for that, is not loaded. Bash
// makes words of their own of "=" and ":".
const splitWithoutPackage = `
__benchgate_init_completion()
{
    COMPREPLY=()
    if declare -F _get_comp_words_by_ref >/dev/null; then
        _get_comp_words_by_ref "$@" cur prev words cword
        return
    fi
    local i last word
    words=("${COMP_WORDS[0]}") cword=0
    for ((i = 1; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]} last=${COMP_WORDS[i-1]}
        if ((cword > 0)) && [[ $word == [=:]* || $last == [=:]* ]]; then
            words[cword]+=$word
        else
            words[++cword]=$word
        fi
    done
    cur=${words[cword]} prev=${words[cword-1]}
}
`
