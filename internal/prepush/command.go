package prepush

// hookOptions are the command line of hook.
type hookOptions struct {
	force  bool
	budget time.Duration
}

// hookPlace is where the hooks of the repository around the directory are.
func (p *program) hookPlace(ctx context.Context) (*git.Repo, git.HookPlace, error) {
	repo, err := git.Open(ctx, p.Dir, p.Env)
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
		return exit.Usagef("benchgate hook install --force, if all of them shall have it",
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
	fmt.Fprintf(p.Stdout, "Installed %s: a push waits %s at most.\n", s.Hook, config.FormatDuration(s.Script.Budget))
	if s.Chained {
		fmt.Fprintf(p.Stdout, "The hook that was there runs first; it is %s now.\n", prepush.Chained)
	}
	if place.Tracked {
		fmt.Fprintf(p.Stdout, "It lies in the work tree (core.hooksPath), so it can be committed for everybody.\n")
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
		fmt.Fprintf(p.Stdout, "Removed; the hook that was there before is back at %s.\n", was.Hook)
	case was.Present:
		fmt.Fprintf(p.Stdout, "Removed %s.\n", was.Hook)
	default:
		fmt.Fprintln(p.Stdout, "There is no pre-push hook: nothing to do.")
	}
	return nil
}
