package corpus

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// The comparisons that the gate is asked for, and what it must say.
var (
	Slower = Expectation{Base: Tuned, Head: Naive, Status: 1, Each: "regression"}
	Faster = Expectation{Base: Naive, Head: Tuned, Each: "improvement"}
	Same   = Expectation{Base: Tuned, Head: Again}
)

// single is what the gate must say of the branch that has one pair naive: that it
// is a regression and nothing else is.
func single(pair string) Expectation {
	return Expectation{Base: Tuned, Head: "pair-" + pair, Status: 1, Each: "regression", Only: pair, Pairs: []string{pair}}
}

// A Gate is benchgate's binary and a repository that Lay wrote.
type Gate struct {
	Path, Repo string
	Output     string   // a directory for the reports, outside of the repository
	Env        []string // for the gate, as for os/exec
}

// Open lays the corpus out and builds the gate, both in dir.
func (c Corpus) Open(ctx context.Context, dir string) (Gate, error) {
	g := Gate{Path: filepath.Join(dir, "benchgate"), Repo: filepath.Join(dir, "repo"), Output: filepath.Join(dir, "out"), Env: c.Env}
	cmd := exec.CommandContext(ctx, "go", "build", "-o", g.Path, "./cmd/benchgate")
	cmd.Dir, cmd.Env = c.Root, c.Env
	if text, err := cmd.CombinedOutput(); err != nil {
		return Gate{}, fmt.Errorf("build the gate: %w\n%s", err, text)
	}
	return g, c.Lay(ctx, g.Repo)
}

// Ask runs the gate and judges what it says. Args are of benchgate run. A gate
// that leaves no report is an error, with what it printed.
func (g Gate) Ask(ctx context.Context, q Question) (Finding, error) {
	e, out, began := q.Expectation, filepath.Join(g.Output, q.Head), time.Now()
	// Profiles decide nothing here, and links are quicker without DWARF.
	all := append([]string{"run", "--explain=false", "--base", e.Base, "--head", e.Head, "--output", out}, q.Args...)
	cmd := exec.CommandContext(ctx, g.Path, append(all, "--", "-ldflags=-w")...)
	cmd.Dir, cmd.Env = g.Repo, plain(g.Env)
	text, err := cmd.CombinedOutput()
	var status *exec.ExitError
	if err != nil && !errors.As(err, &status) {
		return Finding{}, fmt.Errorf("%s against %s: %w", e.Head, e.Base, err)
	}
	report, err := os.ReadFile(filepath.Join(out, "report.json"))
	if err != nil {
		return Finding{}, fmt.Errorf("%s against %s: %w\n%s", e.Head, e.Base, err, text)
	}
	f, err := e.Judge(report, cmd.ProcessState.ExitCode())
	f.Summary += " in " + time.Since(began).Round(time.Second).String()
	f.Text = string(text)
	return f, err
}

// plain is the environment without what CI or the user set for other runs.
func plain(env []string) (kept []string) {
	for _, kv := range env {
		if !strings.HasPrefix(kv, "GITHUB_") && !strings.HasPrefix(kv, "BENCHGATE_") {
			kept = append(kept, kv)
		}
	}
	return kept
}
