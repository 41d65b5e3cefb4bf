// Package demo lays out a small example as a git repository: packages with
// benchmarks, and a change that makes one of them slower and one faster.
//
// The packages are pairs of testdata/corpus, which an embed directive cannot
// reach since the corpus has modules of its own: go generate copies them.
package demo

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

//go:generate go test . -run TestExampleIsOfTheCorpus -update

// The files carry the suffix .txt so that the go command takes no notice of
// them here.
//
//go:embed example
var example embed.FS

const (
	naive = "naive.go"
	tuned = "tuned.go"
)

// A commit has an implementation of each pair.
type commit struct {
	message string
	chosen  map[string]string
}

var commits = []commit{
	{"Add lists", map[string]string{"concat": tuned, "inplace": naive, "prealloc": tuned}},
	{"Join words with +=, filter in place", map[string]string{"concat": naive, "inplace": tuned, "prealloc": tuned}},
}

// Lay writes the example into dir, which must be empty, with its base as the
// first commit and its head as the second. env is the environment for git.
func Lay(ctx context.Context, dir string, env []string) error {
	if err := runGit(ctx, dir, env, "init", "--quiet", "--initial-branch=main"); err != nil {
		return err
	}
	for _, c := range commits {
		if err := c.write(dir); err != nil {
			return err
		}
		if err := runGit(ctx, dir, env, "add", "--all"); err != nil {
			return err
		}
		if err := runGit(ctx, dir, env, "commit", "--quiet", "--message", c.message); err != nil {
			return err
		}
	}
	return nil
}

// write writes the module as the commit has it.
func (c commit) write(dir string) error {
	return fs.WalkDir(example, "example", func(name string, d fs.DirEntry, err error) error {
		to := filepath.Join(dir, filepath.FromSlash(strings.TrimSuffix(strings.TrimPrefix(name, "example"), ".txt")))
		if err != nil {
			return err
		} else if d.IsDir() {
			return os.MkdirAll(to, 0o755)
		}
		data, err := example.ReadFile(name)
		if err != nil {
			return err
		}
		switch chosen := c.chosen[path.Base(path.Dir(name))]; filepath.Base(to) {
		case chosen:
			// The first line is the build tag, by which the corpus chooses.
			_, rest, _ := strings.Cut(string(data), "\n")
			to, data = filepath.Join(filepath.Dir(to), "impl.go"), []byte(strings.TrimLeft(rest, "\n"))
		case naive, tuned:
			return nil
		}
		return os.WriteFile(to, data, 0o644)
	})
}

// runGit runs one git command that nobody's configuration can bend: no hooks, no
// signing, no need for a name.
func runGit(ctx context.Context, dir string, env []string, args ...string) error {
	config := []string{"-c", "user.name=benchgate demo", "-c", "user.email=demo@benchgate.invalid",
		"-c", "commit.gpgsign=false", "-c", "core.hooksPath=" + os.DevNull, "-c", "core.autocrlf=false"}
	cmd := exec.CommandContext(ctx, "git", append(config, args...)...)
	cmd.Dir, cmd.Env = dir, env
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("git %s: %w\n%s", args[0], err, strings.TrimSpace(string(out)))
	}
	return nil
}
