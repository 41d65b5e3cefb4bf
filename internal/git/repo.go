// Package git answers what benchgate asks of a repository, by running the git
// command: which commits base and head are, which files differ between them,
// and both sides as trees on disk.
//
//	open → resolve base and head → lay both trees → changed files → remove
//
// The user's work tree, branch, index, stash, configuration and reflogs are
// only read. While trees are laid out, .git/worktrees holds an entry for each;
// Remove takes them away again, and after a kill, the next run's Sweep does.
package git

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/benchgate/benchgate/internal/child"
)

// Repo is the user's repository as seen from a directory. It is made by Open;
// the zero value is of no use. Its methods may be called concurrently.
type Repo struct {
	Root      string // top level of the work tree, absolute
	Prefix    string // the directory it was opened from, relative to Root; "" for Root
	GitDir    string // absolute; in a linked worktree, the one of that worktree
	CommonDir string // absolute; the git directory that all worktrees share

	// Log, where set, is told every command before it runs. Commands may run at
	// the same time.
	Log func(command string)

	git   string   // absolute path of the git command
	env   []string // for git, clean of what would redirect it
	temp  string   // where temporary directories are made
	index string   // the user's index file, absolute

	step func(name string) // called between the steps of Lay, for tests
}

// noWorkTree is the error on a directory in a repository, but in no work tree.
type noWorkTree string

func (e noWorkTree) Error() string { return string(e) }

// oldest is the first version of git that has all that is used here.
var oldest = [2]int{2, 30}

// Open finds the repository that dir is in. env is the environment of the git
// commands, as for os/exec; nil is that of the process. What a git hook sets
// in it (GIT_DIR, GIT_INDEX_FILE and the like) is honoured here, once.
//
// A directory outside of any repository or work tree, a bare repository, a
// missing or old git, and a repository that git refuses for its owner are
// errors with a hint.
func Open(ctx context.Context, dir string, env []string) (*Repo, error) {
	if env == nil {
		env = os.Environ()
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("open repository: %w", err)
	}
	if info, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("open repository: %w", err)
	} else if !info.IsDir() {
		return nil, fmt.Errorf("open repository: %q is not a directory", dir)
	}
	r := &Repo{env: CleanEnv(env), temp: TempDir(env)}
	if r.git, err = findGit(env); err != nil {
		return nil, err
	}
	if err := r.checkVersion(ctx, dir); err != nil {
		return nil, err
	}
	return r.open(ctx, dir, env)
}

// open tries plain discovery first. A hook's GIT_DIR is relative to the top of
// the work tree and makes git take any directory for that top, so it counts
// only where discovery does not lead to the same repository.
func (r *Repo) open(ctx context.Context, dir string, env []string) (*Repo, error) {
	found, err := r.discover(ctx, dir, nil)
	hook := redirections(env)
	if len(hook) == 0 {
		return found, err
	}
	given := child.Getenv(hook, "GIT_DIR")
	if err == nil && (given == "" || sameDir(given, found.GitDir, dir, found.Root)) {
		if index := child.Getenv(hook, "GIT_INDEX_FILE"); index != "" {
			found.index = absolute(index, found.Root)
		}
		return found, nil
	}
	return r.discover(ctx, dir, hook)
}

// discover asks git about the repository that dir is in.
func (r *Repo) discover(ctx context.Context, dir string, extra []string) (*Repo, error) {
	at := spot{dir: dir, extra: extra}
	kind, err := r.ask(ctx, at, "--is-bare-repository", "--is-inside-work-tree")
	switch {
	case err != nil:
		return nil, &Error{Op: "open repository", Err: err, Advice: adviceFor(err, dir)}
	case kind[0] == "true":
		return nil, &Error{Op: "open repository", Err: noWorkTree(fmt.Sprintf("%q is a bare repository, without a work tree", dir)),
			Advice: "run in a clone of it, or in a worktree added by git worktree add"}
	case kind[1] != "true":
		return nil, &Error{Op: "open repository", Err: noWorkTree(fmt.Sprintf("%q is not inside the work tree of its repository", dir)),
			Advice: "run in the work tree, not in .git"}
	}
	paths, err := r.ask(ctx, at, "--show-toplevel", "--show-prefix", "--absolute-git-dir", "--git-common-dir", "--git-path=index")
	if err != nil {
		return nil, &Error{Op: "open repository", Err: err}
	}
	found := *r
	found.Root = filepath.FromSlash(paths[0])
	found.Prefix = filepath.FromSlash(strings.TrimSuffix(paths[1], "/"))
	found.GitDir = filepath.FromSlash(paths[2])
	found.CommonDir = absolute(paths[3], dir)
	found.index = absolute(paths[4], dir)
	return &found, nil
}

// ask puts questions to git rev-parse. An answer is a line; where a path holds
// line feeds, each question needs a command of its own.
func (r *Repo) ask(ctx context.Context, at spot, questions ...string) ([]string, error) {
	// One option takes its argument as a word of its own.
	args := strings.Split("rev-parse "+strings.ReplaceAll(strings.Join(questions, " "), "=", " "), " ")
	out, err := r.run(ctx, at, args...)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	switch {
	case len(questions) == 1:
		return []string{strings.TrimSuffix(out, "\n")}, nil
	case len(lines) == len(questions):
		return lines, nil
	}
	var answers []string
	for _, q := range questions {
		answer, err := r.ask(ctx, at, q)
		if err != nil {
			return nil, err
		}
		answers = append(answers, answer...)
	}
	return answers, nil
}

func (r *Repo) checkVersion(ctx context.Context, dir string) error {
	out, err := r.run(ctx, spot{dir: dir}, "version")
	if err != nil {
		return &Error{Op: "ask git for its version", Err: err}
	}
	major, minor, ok := parseVersion(out)
	if ok && (major < oldest[0] || major == oldest[0] && minor < oldest[1]) {
		return &Error{Op: "open repository", Err: fmt.Errorf("git %d.%d is too old", major, minor),
			Advice: fmt.Sprintf("install git %d.%d or newer", oldest[0], oldest[1])}
	}
	return nil
}

// parseVersion reads "git version 2.39.5 (Apple Git-154)" and its likes.
func parseVersion(s string) (major, minor int, ok bool) {
	words := strings.Fields(s)
	if len(words) < 3 {
		return 0, 0, false
	}
	parts := strings.SplitN(words[2], ".", 3)
	if len(parts) < 2 {
		return 0, 0, false
	}
	major, err1 := strconv.Atoi(parts[0])
	minor, err2 := strconv.Atoi(parts[1])
	return major, minor, errors.Join(err1, err2) == nil
}

// absolute makes a path that git printed or took from a variable absolute.
func absolute(path, dir string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(dir, path)
}

// sameDir tells whether given, relative to one of dirs, is the directory want.
func sameDir(given, want string, dirs ...string) bool {
	w, err := os.Stat(want)
	if err != nil {
		return false
	}
	for _, dir := range dirs {
		if g, err := os.Stat(absolute(given, dir)); err == nil && os.SameFile(g, w) {
			return true
		}
	}
	return false
}
