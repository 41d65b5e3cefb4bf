package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// A terminal is a real one: tmux shows what a program wrote to it, and passes on
// what is typed.
type terminal struct {
	t      *testing.T
	socket string
	env    []string
}

// newTerminal opens a terminal of so many columns that runs a command. The
// variables of env are added to those of the test.
func newTerminal(t *testing.T, columns int, dir string, env []string, command ...string) *terminal {
	t.Helper()
	needTool(t, "tmux")
	sockets, err := os.MkdirTemp("", "benchgate-tmux-") // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	x := &terminal{t: t, socket: filepath.Join(sockets, "s"), env: append(bareEnv(), env...)}
	t.Cleanup(func() {
		_ = exec.Command("tmux", "-S", x.socket, "kill-server").Run()
		_ = os.RemoveAll(sockets)
	})
	args := []string{"-f", "/dev/null", "-u", "new-session", "-d", "-x", fmt.Sprint(columns), "-y", "60", "-c", dir, "--"}
	x.tmux(append(args, command...)...)
	return x
}

// bareEnv is the test's environment without what says how a terminal looks, and
// without what CI says.
func bareEnv() []string {
	var env []string
	for _, kv := range os.Environ() {
		key, _, _ := strings.Cut(kv, "=")
		drop := key == "CI" || key == "TMUX" || key == "TMUX_PANE" || key == "NO_COLOR" || key == "LANG" || key == "PS1" || strings.HasPrefix(key, "LC_") ||
			strings.HasPrefix(key, "GITHUB_") || strings.HasPrefix(key, "BENCHGATE_")
		if !drop {
			env = append(env, kv)
		}
	}
	return append(env, "TERM=xterm-256color", "GOFLAGS=-buildvcs=false", "GOTOOLCHAIN=local", "GIT_CONFIG_NOSYSTEM=1")
}

// needTool skips the test where a program is missing; in CI, which installs it
// on Linux, that is a failure.
func needTool(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err == nil {
		return
	}
	if os.Getenv("CI") != "" && runtime.GOOS == "linux" {
		t.Fatalf("%s is missing: .ci/setup installs it", name)
	}
	t.Skipf("%s is not installed, so this was not looked at; CI does, where .ci/setup installs it", name)
}

func (x *terminal) tmux(args ...string) string {
	x.t.Helper()
	cmd := exec.Command("tmux", append([]string{"-S", x.socket}, args...)...)
	cmd.Env = x.env
	out, err := cmd.CombinedOutput()
	if err != nil {
		x.t.Fatalf("tmux %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// press sends keys as tmux names them: C-c, Tab, Enter; text types letters.
func (x *terminal) press(key string) { x.t.Helper(); x.tmux("send-keys", key) }
func (x *terminal) text(s string)    { x.t.Helper(); x.tmux("send-keys", "-l", s) }

// screen is what stands on the terminal, without the empty lines at its end.
func (x *terminal) screen(flags ...string) string {
	x.t.Helper()
	return strings.TrimRight(x.tmux(append([]string{"capture-pane", "-p"}, flags...)...), "\n") + "\n"
}

// until waits for something to be on the screen and returns all of it. It has no limit
// of its own but the test's, before which it shows what is there instead.
func (x *terminal) until(what string, ready func(screen string) bool) string {
	x.t.Helper()
	deadline, limited := x.t.Deadline()
	for ; !limited || time.Until(deadline) > 5*time.Second; time.Sleep(20 * time.Millisecond) {
		if s := x.screen(); ready(s) {
			return s
		}
	}
	x.t.Fatalf("%s did not appear:\n%s", what, x.screen())
	return ""
}

func (x *terminal) untilText(text string) string {
	x.t.Helper()
	return x.until(text, func(s string) bool { return strings.Contains(s, text) })
}
