package scaffold

// initOptions are the command line of init.
type initOptions struct{ yes, force, workflow, hook bool }

// A starter is one call of init.
type starter struct {
	*program
	*initOptions
	repo  *git.Repo
	files []starterFile
	place git.HookPlace // where --hook goes
}

type starterFile struct{ path, text, what string }

// plan says what is to be written, and refuses to replace anything unasked.
func (s *starter) plan(ctx context.Context, seen scaffold.Survey) error {
	s.files = []starterFile{{config.FileName, scaffold.Policy(seen), "the policy: what a change is held to"}}
	if s.workflow {
		s.files = append(s.files, starterFile{scaffold.WorkflowPath, scaffold.Workflow(ownCommit()), "a workflow that gates pull requests"})
	}
	for _, f := range s.files {
		if _, err := os.Lstat(s.at(f)); err == nil && !s.force {
			return exit.Usagef("--force replaces it; benchgate config verify checks it as it is", "%s is there already", s.at(f))
		}
	}
	if other := filepath.Join(s.repo.Root, config.Misnamed); exists(other) {
		return exit.Usagef("rename it to "+config.FileName, "%s is there already, and is not read under that name", other)
	}
	if !s.hook {
		return nil
	}
	var err error
	if s.place, err = s.repo.HookPlace(ctx); err != nil {
		return err
	}
	if s.place.Outside && !s.force {
		return exit.Usagef("benchgate hook install says more", "hooks of this repository are in %s, with those of others", s.place.Dir)
	}
	return nil
}

func (s *starter) at(f starterFile) string {
	return filepath.Join(s.repo.Root, filepath.FromSlash(f.path))
}

// show tells what was seen and what would be done, with the text that says
// what the gate will do.
func (s *starter) show(seen scaffold.Survey) {
	fmt.Fprintf(s.Stdout, "In %s:\n", s.repo.Root)
	for _, line := range seen.Lines() {
		fmt.Fprintf(s.Stdout, "  %s\n", line)
	}
	fmt.Fprint(s.Stdout, "\nThis would be written:\n")
	for _, f := range s.files {
		verb := ""
		if exists(s.at(f)) {
			verb = " (in place of the one that is there)"
		}
		fmt.Fprintf(s.Stdout, "  %-33s %s%s\n", f.path, f.what, verb)
	}
	if s.hook {
		fmt.Fprintf(s.Stdout, "  %-33s %s\n", "pre-push hook", "gates what is pushed, in "+s.place.Dir)
	}
	for _, f := range s.files {
		fmt.Fprintf(s.Stdout, "\n%s:\n", f.path)
		for _, line := range strings.Split(strings.TrimSuffix(f.text, "\n"), "\n") {
			fmt.Fprintln(s.Stdout, strings.TrimRight("  | "+line, " "))
		}
	}
	fmt.Fprintln(s.Stdout)
}

// agreed asks, unless that was done by a flag.
func (s *starter) agreed() (bool, error) {
	if s.yes {
		return true, nil
	}
	if !s.Typed() {
		return false, exit.Usagef("benchgate init --yes writes it without asking", "init: there is no terminal to ask on, so nothing was written")
	}
	fmt.Fprint(s.Stdout, "Write it? [y/N] ")
	answer, err := bufio.NewReader(s.Stdin).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return false, fmt.Errorf("read the answer: %w", err)
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return true, nil
	}
	fmt.Fprintln(s.Stdout, "Nothing was written.")
	return false, nil
}
