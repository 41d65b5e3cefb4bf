package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/prepush"
)

// hookOptions are the command line of hook.
type hookOptions struct {
	force  bool
	budget time.Duration
}

func newHookFlags(o *hookOptions) *flag.FlagSet {
	fs := flag.NewFlagSet("hook", flag.ContinueOnError)
	fs.BoolVar(&o.force, "force", false, "install, uninstall: also where the hook was changed by hand, or looks at its own name")
	fs.DurationVar(&o.budget, "budget", prepush.DefaultBudget, "install, pre-push: the `TIME` that a push may wait, builds included")
	return fs
}

var hookPage = page{
	usage: "benchgate hook install|uninstall|status [flags]",
	text: `Hook install makes git push ask the gate first: benchmarks of what is pushed
are measured against what the remote has of that branch, or, for a new branch,
against where it left the remote's default branch. A regression stops the push.
Deletions, tags and pushes of documentation alone go through at once; what is
not decided within the budget goes through, too, and says so: CI has the last
word.

A pre-push hook that is there already runs first, with the same arguments and
input, and stops the push if it fails. core.hooksPath and worktrees are
honoured. Hook uninstall puts everything back as it was; hook status tells what
there is.

  git push --no-verify            pushes without any hook
  BENCHGATE_SKIP=1 git push       pushes without this one

Hook pre-push is what git calls. Other managers of hooks can call it, too:
benchgate hook pre-push "$@", with git's input.

Examples:
  benchgate hook install                  wait a minute at most
  benchgate hook install --budget 20s     or less
  benchgate hook status
  benchgate hook uninstall`,
	flags: func() *flag.FlagSet { return newHookFlags(&hookOptions{}) },
}

// hookVerb is "benchgate hook install|uninstall|status|pre-push".
func (p *program) hookVerb(ctx context.Context, args []string) error {
	const hint = "benchgate hook install, uninstall or status"
	if len(args) == 0 {
		return usagef(hint, "hook: what to do is missing")
	}
	o := &hookOptions{}
	operands, rest, err := parse(newHookFlags(o), args[1:])
	if err != nil || args[0] == "-h" || args[0] == "--help" || args[0] == "-help" {
		return p.orHelp("hook", cmpErr(err, flag.ErrHelp))
	}
	if o.budget <= 0 {
		return usagef("such as --budget 60s", "hook: --budget %v is no time at all", o.budget)
	}
	do := map[string]func(context.Context, *hookOptions) error{
		"install": p.hookInstall, "uninstall": p.hookUninstall, "status": p.hookStatus}
	switch run, known := do[args[0]]; {
	case args[0] == "pre-push":
		return p.prePush(ctx, o.budget, append(operands, rest...))
	case !known:
		if near := config.Nearest(args[0], []string{"install", "uninstall", "status", "pre-push"}); near != "" {
			return usagef("did you mean hook "+near+"?", "hook: unknown command %q", args[0])
		}
		return usagef(hint, "hook: unknown command %q", args[0])
	default:
		if err := none("hook "+args[0], operands, rest); err != nil {
			return err
		}
		return run(ctx, o)
	}
}

func cmpErr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// hookPlace is where the hooks of the repository around the directory are.
func (p *program) hookPlace(ctx context.Context) (*git.Repo, git.HookPlace, error) {
	repo, err := git.Open(ctx, p.dir, p.env)
	if err != nil {
		return nil, git.HookPlace{}, err
	}
	place, err := repo.HookPlace(ctx)
	return repo, place, err
}

func (p *program) hookInstall(ctx context.Context, o *hookOptions) error {
	_, place, err := p.hookPlace(ctx)
	if err != nil {
		return err
	}
	return p.installHook(place, o)
}

// installHook is shared with init.
func (p *program) installHook(place git.HookPlace, o *hookOptions) error {
	if place.Outside && !o.force {
		return usagef("benchgate hook install --force, if all of them shall have it",
			"hooks of this repository are in %s, which core.hooksPath (%s) sets for other repositories too", place.Dir, place.From)
	}
	at := prepush.Place{Dir: place.Dir}
	if err := at.Install(prepush.Script{Budget: o.budget, Program: ownPath()}, o.force); err != nil {
		return hookError(err)
	}
	s, err := at.State()
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "Installed %s: a push waits %s at most.\n", s.Hook, config.FormatDuration(s.Script.Budget))
	if s.Chained {
		fmt.Fprintf(p.stdout, "The hook that was there runs first; it is %s now.\n", prepush.Chained)
	}
	if place.Tracked {
		fmt.Fprintf(p.stdout, "It lies in the work tree (core.hooksPath), so it can be committed for everybody.\n")
	}
	return nil
}

// hookError adds what to do.
func hookError(err error) error {
	hint := "see that the directory can be written to"
	switch {
	case errors.Is(err, prepush.ErrEdited):
		hint = "--force does it all the same, and the changes are lost"
	case errors.Is(err, prepush.ErrNamed):
		hint = `add this line to it instead: benchgate hook pre-push "$@"   (or --force)`
	case errors.Is(err, prepush.ErrStale):
		hint = "look at both files, and remove the one that is not wanted"
	case errors.Is(err, prepush.ErrForeign):
		hint = "nothing of benchgate's is installed"
	}
	return unmeasuredf(hint, "%w", err)
}

// ownPath is the path of this program for hooks that run without it in PATH;
// "" for one that goes away, as with go run.
func ownPath() string {
	path, err := os.Executable()
	if err != nil || strings.HasPrefix(path, filepath.Clean(os.TempDir())+string(filepath.Separator)) {
		return ""
	}
	return filepath.ToSlash(path)
}

func (p *program) hookUninstall(ctx context.Context, o *hookOptions) error {
	_, place, err := p.hookPlace(ctx)
	if err != nil {
		return err
	}
	was, err := (prepush.Place{Dir: place.Dir}).Uninstall(o.force)
	switch {
	case err != nil:
		return hookError(err)
	case was.Chained:
		fmt.Fprintf(p.stdout, "Removed; the hook that was there before is back at %s.\n", was.Hook)
	case was.Present:
		fmt.Fprintf(p.stdout, "Removed %s.\n", was.Hook)
	default:
		fmt.Fprintln(p.stdout, "There is no pre-push hook: nothing to do.")
	}
	return nil
}
