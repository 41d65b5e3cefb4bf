// Package demo lays out a small example as a git repository: a program with
// benchmarks, and a change that makes one of them slower and one faster.
package demo

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed example
var example embed.FS

// Lay writes the example into dir, which must be empty, with its base as the
// first commit and its head as the second. env is the environment for git.
func Lay(ctx context.Context, dir string, env []string) error {
	commits := []struct{ files, message string }{
		{"base", "Add orders"},
		{"head", "Simplify the report, label parcels without fmt"},
	}
	if err := git(ctx, dir, env, "init", "--quiet", "--initial-branch=main"); err != nil {
		return err
	}
	for _, c := range commits {
		if err := unpack(dir, "example/"+c.files); err != nil {
			return err
		}
		if err := git(ctx, dir, env, "add", "--all"); err != nil {
			return err
		}
		if err := git(ctx, dir, env, "commit", "--quiet", "--message", c.message); err != nil {
			return err
		}
	}
	return nil
}

// unpack writes the files below from into dir. They carry the suffix .txt so
// that the go command takes no notice of them here.
func unpack(dir, from string) error {
	return fs.WalkDir(example, from, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := example.ReadFile(name)
		if err != nil {
			return err
		}
		rel := strings.TrimSuffix(strings.TrimPrefix(name, from+"/"), ".txt")
		return os.WriteFile(filepath.Join(dir, filepath.FromSlash(rel)), data, 0o644)
	})
}

// git runs one git command that nobody's configuration can bend: no hooks, no
// signing, no need for a name.
func git(ctx context.Context, dir string, env []string, args ...string) error {
	config := []string{"-c", "user.name=benchgate demo", "-c", "user.email=demo@benchgate.invalid",
		"-c", "commit.gpgsign=false", "-c", "core.hooksPath=" + os.DevNull, "-c", "core.autocrlf=false"}
	cmd := exec.CommandContext(ctx, "git", append(config, args...)...)
	cmd.Dir, cmd.Env = dir, env
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("git %s: %w\n%s", args[0], err, strings.TrimSpace(string(out)))
	}
	return nil
}
