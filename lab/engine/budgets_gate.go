package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/judge"
	judged "github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

// A gate is the program itself, and a repository that it is tried on: base, and a
// tag for each number of slower benchmarks.
type gate struct {
	l           *lab
	path, repo  string
	suite, runs int
}

// steps are what a benchmark of base does, and what a slower one does.
const (
	steps       = 1000
	slowerSteps = 1600
)

// gate builds the program and lays out the repository.
func (l *lab) gate(ctx context.Context, suite int, purses []purse) (*gate, error) {
	repo, err := l.room("repo")
	if err != nil {
		return nil, err
	}
	g := &gate{l: l, path: filepath.Join(l.scratch, "benchgate"), repo: repo, suite: suite}
	if err := g.command(ctx, filepath.Join(l.dir, "..", ".."), "go", "build", "-o", g.path, "./cmd/benchgate"); err != nil {
		return nil, err
	}
	if err := g.git(ctx, "init", "-q"); err != nil {
		return nil, err
	}
	tagged := map[string]bool{}
	for _, p := range append([]purse{{}}, purses...) {
		if tag := tag(p.Slower); !tagged[tag] {
			tagged[tag] = true
			if err := g.commit(ctx, tag, p.Slower); err != nil {
				return nil, err
			}
		}
	}
	return g, nil
}

func tag(slower int) string { return fmt.Sprintf("slower-%d", slower) }

func benchmark(i int) string { return fmt.Sprintf("W%02d", i) }

// commit writes the suite with so many slower benchmarks.
func (g *gate) commit(ctx context.Context, tag string, slower int) error {
	code, tests := "package m\n\nvar Sink uint64\n", "package m\n\nimport \"testing\"\n"
	for i := range g.suite {
		n := steps
		if i < slower {
			n = slowerSteps
		}
		code += fmt.Sprintf("\nfunc %s() {\n\tx := uint64(1)\n\tfor i := 0; i < %d; i++ {\n\t\tx = x*6364136223846793005 + 1442695040888963407\n\t}\n\tSink = x\n}\n", benchmark(i), n)
		tests += fmt.Sprintf("\nfunc Benchmark%[1]s(b *testing.B) {\n\tfor i := 0; i < b.N; i++ {\n\t\t%[1]s()\n\t}\n}\n", benchmark(i))
	}
	for name, text := range map[string]string{"go.mod": "module example.com/m\n\ngo 1.24\n", "m.go": code, "m_test.go": tests} {
		if err := os.WriteFile(filepath.Join(g.repo, name), []byte(text), 0o644); err != nil {
			return fmt.Errorf("write the suite: %w", err)
		}
	}
	return errors.Join(g.git(ctx, "add", "."), g.git(ctx, "commit", "-q", "--allow-empty", "-m", tag), g.git(ctx, "tag", tag))
}

func (g *gate) git(ctx context.Context, args ...string) error {
	return g.command(ctx, g.repo, "git", append([]string{"-c", "user.name=experiment", "-c", "user.email=experiment@benchgate.invalid",
		"-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false", "-c", "core.hooksPath=" + os.DevNull}, args...)...)
}

func (g *gate) command(ctx context.Context, dir, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env = dir, g.env()
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, args[0], err, text)
	}
	return nil
}

// env is the environment without what CI or the user set for other runs.
func (g *gate) env() (kept []string) {
	for _, kv := range g.l.goCmd.Env {
		if !strings.HasPrefix(kv, "GITHUB_") && !strings.HasPrefix(kv, "BENCHGATE_") {
			kept = append(kept, kv)
		}
	}
	return kept
}

// try runs the gate once and reads its report.
func (g *gate) try(ctx context.Context, p *purse) error {
	g.runs++
	out := filepath.Join(g.l.scratch, fmt.Sprintf("out%04d", g.runs))
	budget := time.Duration(g.suite) * p.Each
	cmd := exec.CommandContext(ctx, g.path, "run", "--explain=false", "--base", tag(0), "--head", tag(p.Slower),
		"--budget", budget.String(), "--seed", fmt.Sprint(g.l.coins.Uint32()), "--output", out)
	cmd.Dir, cmd.Env = g.repo, g.env()
	printed, err := cmd.CombinedOutput()
	var status *exec.ExitError
	if err != nil && !errors.As(err, &status) {
		return fmt.Errorf("run the gate: %w", err)
	}
	text, err := os.ReadFile(filepath.Join(out, "report.json"))
	if err != nil {
		return fmt.Errorf("run the gate: %w\n%s", err, printed)
	}
	r, err := judged.Decode(bytes.NewReader(text))
	if err != nil {
		return fmt.Errorf("read what the gate found: %w", err)
	}
	p.Status, p.Verdict, p.Seconds = cmd.ProcessState.ExitCode(), string(r.Verdict), r.MeasuringSeconds
	p.count(r)
	return nil
}

// count counts the outcomes of time.
func (p *purse) count(r *judged.Report) {
	slower := map[string]bool{}
	for i := range p.Slower {
		slower[benchmark(i)] = true
	}
	for _, row := range r.Rows {
		switch name := round.Stem(row.Benchmark); {
		case row.Unit != "sec/op":
		case !slower[name] && row.Outcome == judge.Regression:
			p.False++
		case slower[name] && row.Outcome == judge.Regression:
			p.Confirmed++
		case slower[name] && (row.Outcome == judge.Pass || row.Outcome == judge.Improvement):
			p.Passed++
		}
	}
}
