package prepush

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/words"
)

// Options are what the command line of hook says.
type Options struct {
	Force  bool          // also where the hook was changed by hand
	Budget time.Duration // what a push may wait
	Words  []string      // what git says behind the command: the remote and its address
}

// hooksDir is where the hooks of the repository around the directory are.
func hooksDir(ctx context.Context, p *process.Process) (git.HooksDir, error) {
	repo, err := git.Open(ctx, p.Dir, p.Env)
	if err != nil {
		return git.HooksDir{}, err
	}
	return repo.HooksDir(ctx)
}

// Install is "benchgate hook install".
func Install(ctx context.Context, p *process.Process, o Options) error {
	hooks, err := hooksDir(ctx, p)
	if err != nil {
		return err
	}
	return InstallAt(p, hooks, o)
}

// InstallAt installs the hook where git looks for it.
func InstallAt(p *process.Process, hooks git.HooksDir, o Options) error {
	if hooks.Outside && !o.Force {
		return exit.Usagef("benchgate hook install --force, if all of them shall have it",
			"hooks of this repository are in %s, which core.hooksPath (%s) sets for other repositories too", hooks.Dir, hooks.From)
	}
	at := Dir{Path: hooks.Dir}
	if err := at.Install(Script{Budget: o.Budget, Program: ownPath()}, o.Force); err != nil {
		return hookError(err)
	}
	s, err := at.State()
	if err != nil {
		return err
	}
	fmt.Fprintf(p.Stdout, "Installed %s: a push waits %s at most.\n", s.Hook, words.ShortDuration(s.Script.Budget))
	if s.Chained {
		fmt.Fprintf(p.Stdout, "The hook that was there runs first; it is %s now.\n", Chained)
	}
	if hooks.Tracked {
		fmt.Fprintf(p.Stdout, "It lies in the work tree (core.hooksPath), so it can be committed for everybody.\n")
	}
	return nil
}

// hookError adds what to do.
func hookError(err error) error {
	hint := "see that the directory can be written to"
	switch {
	case errors.Is(err, ErrEdited):
		hint = "--force does it all the same, and the changes are lost"
	case errors.Is(err, ErrNamed):
		hint = `add this line to it instead: benchgate hook pre-push "$@"   (or --force)`
	case errors.Is(err, ErrStale):
		hint = "look at both files, and remove the one that is not wanted"
	case errors.Is(err, ErrForeign):
		hint = "nothing of benchgate's is installed"
	}
	return exit.Unmeasuredf(hint, "%w", err)
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

// Uninstall is "benchgate hook uninstall".
func Uninstall(ctx context.Context, p *process.Process, o Options) error {
	hooks, err := hooksDir(ctx, p)
	if err != nil {
		return err
	}
	was, err := (Dir{Path: hooks.Dir}).Uninstall(o.Force)
	switch {
	case err != nil:
		return hookError(err)
	case was.Chained:
		fmt.Fprintf(p.Stdout, "Removed; the hook that was there before is back at %s.\n", was.Hook)
	case was.Present:
		fmt.Fprintf(p.Stdout, "Removed %s.\n", was.Hook)
	default:
		fmt.Fprintln(p.Stdout, "There is no pre-push hook: nothing to do.")
	}
	return nil
}
