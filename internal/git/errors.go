package git

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// ErrShallow is wrapped by errors whose cause is that the clone does not hold
// the whole history; their hint names the fetch that is missing.
var ErrShallow = errors.New("the clone is shallow")

// An Error is a failure with something that can be done about it.
type Error struct {
	Op     string // what was being done: "resolve main"
	Err    error
	Advice string // one line; "" where nothing is known
}

func (e *Error) Error() string { return e.Op + ": " + e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// Hint returns what to do, as this error or one that it wraps knows it.
func (e *Error) Hint() string {
	var inner interface{ Hint() string }
	if e.Advice == "" && errors.As(e.Err, &inner) {
		return inner.Hint()
	}
	return e.Advice
}

// A commandError is a git command that failed.
type commandError struct {
	command string
	stderr  string
	err     error
}

func (e *commandError) Unwrap() error { return e.err }
func (e *commandError) Hint() string  { return adviceFor(e, "") }

// Error shows what git said rather than its exit status.
func (e *commandError) Error() string {
	if said := complaint(e.stderr); said != "" {
		return fmt.Sprintf("git %s: %s", e.command, said)
	}
	return fmt.Sprintf("git %s: %v", e.command, e.err)
}

// complaint picks the lines of git's stderr that say what went wrong. Where
// none is marked so, all count; the last ones are kept.
func complaint(stderr string) string {
	var marked, all []string
	for _, line := range strings.Split(stderr, "\n") {
		line = strings.TrimSpace(strings.Map(printable, line))
		if line == "" || strings.HasPrefix(line, "hint:") {
			continue
		}
		all = append(all, line)
		for _, mark := range []string{"fatal: ", "error: "} {
			if text, ok := strings.CutPrefix(line, mark); ok {
				marked = append(marked, text)
			}
		}
	}
	if len(marked) > 0 && !strings.Contains(stderr, "git-lfs") {
		all = marked
	}
	if n := len(all) - 5; n > 0 {
		all = all[n:]
	}
	return strings.Join(all, "; ")
}

// printable keeps a terminal safe from names that hold control characters.
func printable(c rune) rune {
	if c == '\t' {
		return ' '
	}
	if !unicode.IsPrint(c) {
		return '?'
	}
	return c
}

// advices say what to do about what git complains of.
var advices = []struct{ said, advice string }{
	{"dubious ownership", "if you trust it: git config --global --add safe.directory %q"},
	{"unsafe repository", "if you trust it: git config --global --add safe.directory %q"},
	{"not a git repository", "run in the work tree of a git repository"},
	{"No space left on device", "free some space, or let TMPDIR name a directory with more"},
	{"unable to write file", "if the disk is full, free some space, or let TMPDIR name a directory with more"},
	{"Disk quota exceeded", "free some space, or let TMPDIR name a directory with more"},
	{"git-lfs", "install git-lfs and run: git lfs install"},
	{"terminal prompts disabled", "fetch before the run, while the credentials are there"},
	{"/worktrees/", "each run adds temporary worktrees: .git/worktrees must be a directory that can be written to, or absent"},
	{"Permission denied", "each run adds temporary worktrees: .git must be writable"},
	{"Read-only file system", "each run adds temporary worktrees: .git must be writable"},
}

// adviceFor finds what to do about the failure of a git command in dir.
func adviceFor(err error, dir string) string {
	var failed *commandError
	if !errors.As(err, &failed) {
		return ""
	}
	for _, a := range advices {
		if !strings.Contains(failed.stderr, a.said) {
			continue
		}
		if !strings.Contains(a.advice, "%q") {
			return a.advice
		}
		return fmt.Sprintf(a.advice, ownedDir(failed.stderr, dir))
	}
	return ""
}

// ownedDir takes the directory from git's message about its owner; it may be
// above the one that the user is in.
func ownedDir(stderr, dir string) string {
	if _, rest, ok := strings.Cut(stderr, "repository at '"); ok {
		if path, _, ok := strings.Cut(rest, "'\n"); ok {
			return path
		}
	}
	return cmp.Or(dir, "DIR")
}
