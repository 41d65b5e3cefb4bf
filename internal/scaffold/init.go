package scaffold

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/process"
)

// Options are what the command line of init says.
type Options struct {
	Yes      bool   // write without asking
	Force    bool   // replace files that are there
	Workflow bool   // write the GitHub workflow, too
	Hook     bool   // install the pre-push hook, too
	Commit   string // of this benchgate, for the workflow; "" where it is not known
}

// A starter is one call of init.
type starter struct {
	*process.Process
	Options
	repo  *git.Repo
	files []starterFile
	hooks git.HooksDir // where --hook goes
}

type starterFile struct{ path, text, what string }

// Init looks at the repository, shows what it would write, asks and writes.
func Init(ctx context.Context, p *process.Process, o Options) (err error) {
	s := &starter{Process: p, Options: o}
	if s.repo, err = git.Open(ctx, p.Dir, p.Env); err != nil {
		return err
	}
	seen, err := s.survey(ctx)
	if err != nil {
		return err
	}
	if err := s.plan(ctx, seen); err != nil {
		return err
	}
	s.show(seen)
	if agreed, err := s.agreed(); err != nil || !agreed {
		return err
	}
	if err := s.write(); err != nil {
		return err
	}
	return s.warnIgnored(ctx)
}

// plan says what is to be written, and refuses to replace anything unasked.
func (s *starter) plan(ctx context.Context, seen Survey) error {
	s.files = []starterFile{{config.FileName, Policy(seen), "the policy: what a change is held to"}}
	if s.Workflow {
		s.files = append(s.files, starterFile{WorkflowPath, Workflow(s.Commit), "a workflow that gates pull requests"})
	}
	for _, f := range s.files {
		if _, err := os.Lstat(s.at(f)); err == nil && !s.Force {
			return exit.Usagef("--force replaces it; benchgate config verify checks it as it is", "%s is there already", s.at(f))
		}
	}
	if other := filepath.Join(s.repo.Root, config.Misnamed); there(other) {
		return exit.Usagef("rename it to "+config.FileName, "%s is there already, and is not read under that name", other)
	}
	if !s.Hook {
		return nil
	}
	var err error
	if s.hooks, err = s.repo.HooksDir(ctx); err != nil {
		return err
	}
	if s.hooks.Outside && !s.Force {
		return exit.Usagef("benchgate hook install says more", "hooks of this repository are in %s, with those of others", s.hooks.Dir)
	}
	return nil
}

func (s *starter) at(f starterFile) string {
	return filepath.Join(s.repo.Root, filepath.FromSlash(f.path))
}

// show tells what was seen and what would be done, with the text that says
// what the gate will do.
func (s *starter) show(seen Survey) {
	fmt.Fprintf(s.Stdout, "In %s:\n", s.repo.Root)
	for _, line := range seen.Lines() {
		fmt.Fprintf(s.Stdout, "  %s\n", line)
	}
	fmt.Fprint(s.Stdout, "\nThis would be written:\n")
	for _, f := range s.files {
		verb := ""
		if there(s.at(f)) {
			verb = " (in place of the one that is there)"
		}
		fmt.Fprintf(s.Stdout, "  %-33s %s%s\n", f.path, f.what, verb)
	}
	if s.Hook {
		fmt.Fprintf(s.Stdout, "  %-33s %s\n", "pre-push hook", "gates what is pushed, in "+s.hooks.Dir)
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
	if s.Yes {
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

func there(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
