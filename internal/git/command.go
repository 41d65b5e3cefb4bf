package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/child"
)

// grace is how long a git command may take to end after an interrupt.
const grace = 3 * time.Second

// A spot is where a git command works. The zero value of a field leaves the
// matter to git's discovery.
type spot struct {
	dir    string // working directory, and the top of the work tree where gitDir is set
	gitDir string
	index  string   // index file, other than the work tree's own
	extra  []string // further variables
	// hold, where set, is inherited, so that its lock lasts as long as the
	// command even if this process dies. It has no effect on Windows.
	hold *os.File
}

// here is the user's work tree. The index that a hook named is not passed on
// to commands that have work trees of their own.
func (r *Repo) here() spot { return spot{dir: r.Root, gitDir: r.GitDir} }

// indexed is the user's work tree with the index that is in use there.
func (r *Repo) indexed() spot { return spot{dir: r.Root, gitDir: r.GitDir, index: r.index} }

func (at spot) env(base []string) []string {
	env := append(append([]string{}, base...), quietly...)
	env = append(env, "PWD="+at.dir)
	if at.gitDir != "" {
		env = append(env, "GIT_DIR="+at.gitDir, "GIT_WORK_TREE="+at.dir)
	}
	if at.index != "" {
		env = append(env, "GIT_INDEX_FILE="+at.index)
	}
	return append(env, at.extra...)
}

// run runs one git command and returns its standard output. It runs in a
// session of its own: a terminal's Ctrl-C does not reach it and it cannot ask
// for passwords there. When ctx ends it is interrupted, and killed after a
// grace. A failing command is a *commandError with what it printed on its standard
// error; what it printed besides is returned all the same.
func (r *Repo) run(ctx context.Context, at spot, args ...string) (string, error) {
	if r.Log != nil {
		r.Log(commandLine(at.dir, args))
	}
	for attempt := 1; ; attempt++ {
		out, err := r.once(ctx, at, args)
		if attempt == attempts || !collided(err) {
			return out, err
		}
		time.Sleep(time.Duration(attempt) * 10 * time.Millisecond)
	}
}

// attempts is how often a command may run into another run's worktrees.
const attempts = 8

// collided tells whether a command failed since another run's worktree came
// or went meanwhile: git lists an entry before all of its files are there and
// after they are gone, and makes one where .git/worktrees has just been
// removed, as it is when empty. All that is before the command does anything.
func collided(err error) bool {
	var failed *commandError
	return errors.As(err, &failed) && strings.Contains(failed.stderr, "/worktrees/"+roomPrefix)
}

func (r *Repo) once(ctx context.Context, at spot, args []string) (string, error) {
	var stdout bytes.Buffer
	var stderr tail
	// Linux takes the end of the thread that started a child for its parent's
	// death. No other goroutine gets to end this one meanwhile.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	cmd, err := child.Start(ctx, func() *exec.Cmd {
		cmd := exec.CommandContext(ctx, r.git, append(append([]string{}, settings...), args...)...)
		cmd.Dir, cmd.Env, cmd.WaitDelay = at.dir, at.env(r.env), grace
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		detach(cmd, at.hold)
		return cmd
	})
	if err == nil {
		err = cmd.Wait()
	}
	if ctx.Err() != nil {
		if cmd != nil {
			endGroup(cmd)
		}
		return "", fmt.Errorf("git %s: %w", args[0], context.Cause(ctx))
	}
	if err != nil {
		return stdout.String(), &commandError{command: args[0], stderr: stderr.String(), err: err}
	}
	return stdout.String(), nil
}

// commandLine shows a command as one could type it.
func commandLine(dir string, args []string) string {
	var b strings.Builder
	b.WriteString("git -C " + quoted(dir))
	for _, a := range args {
		b.WriteString(" " + quoted(a))
	}
	return b.String()
}

func quoted(s string) string {
	plain := func(c rune) bool {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("/._-=:^{}@,+%", c)
	}
	if s != "" && strings.TrimFunc(s, plain) == "" {
		return s
	}
	return strconv.Quote(s)
}

// A tail keeps the last part of what is written to it.
type tail struct{ kept []byte }

const tailBytes = 16 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p...)
	if extra := len(t.kept) - tailBytes; extra > 0 {
		t.kept = append(t.kept[:0], t.kept[extra:]...)
	}
	return len(p), nil
}

func (t *tail) String() string { return string(t.kept) }

// exited tells whether err is that of a git command that ended by itself with
// the given status.
func exited(err error, status int) bool {
	var exit *exec.ExitError
	return errors.As(err, &exit) && exit.ExitCode() == status
}
