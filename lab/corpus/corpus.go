// Package corpus lays the benchmarks of testdata/corpus out as a git repository
// in which the commit that is checked out chooses the implementations.
//
// Each package of the corpus has one benchmark name for two implementations:
// tuned.go, and naive.go behind the build tag naive, so that both can be built
// and checked where they lie. The repository has one of them, as impl.go.
package corpus

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// The branches beside one for each pair, which is called pair- and the pair's
// name and has that pair naive and all others tuned.
const (
	Tuned = "tuned"
	Naive = "naive"
	// Again is tuned with an edit that does nothing but make other binaries.
	Again = "tuned-again"
)

// module is where the corpus' go.mod files find the module they belong to.
const module = "replace github.com/benchgate/benchgate => ../../.."

// A Corpus is what Lay works from. The zero value is of no use.
type Corpus struct {
	Root    string   // the directory of this project's module
	Modules []string // of the corpus: core, db
	Env     []string // for git, as for os/exec
}

// Pairs returns the names of all pairs, sorted: directories with a naive.go,
// without their module.
func (c Corpus) Pairs() ([]string, error) {
	var pairs []string
	for _, m := range c.Modules {
		found, err := filepath.Glob(filepath.Join(c.source(), m, "*", "naive.go"))
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("module %s of the corpus: no pairs in %s", m, c.source())
		}
		for _, f := range found {
			pairs = append(pairs, filepath.Base(filepath.Dir(f)))
		}
	}
	slices.Sort(pairs)
	return pairs, nil
}

// Lay writes the repository into dir, which must not exist or be empty, and
// checks tuned out.
func (c Corpus) Lay(ctx context.Context, dir string) error {
	pairs, err := c.Pairs()
	if err != nil {
		return err
	}
	if there, err := os.ReadDir(dir); err == nil && len(there) > 0 {
		return fmt.Errorf("lay out the corpus: %s is not empty\n\tname a directory that does not exist", dir)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if err := c.git(ctx, dir, "init", "--quiet", "--initial-branch="+Tuned); err != nil {
		return err
	}
	if err := c.commit(ctx, dir, Tuned, nil); err != nil {
		return err
	}
	branches := map[string][]string{Naive: pairs, Again: nil}
	for _, p := range pairs {
		branches["pair-"+p] = []string{p}
	}
	for name, naive := range branches {
		if err := c.git(ctx, dir, "checkout", "--quiet", "-b", name, Tuned); err != nil {
			return err
		}
		if err := c.commit(ctx, dir, name, naive); err != nil {
			return err
		}
	}
	return c.git(ctx, dir, "checkout", "--quiet", Tuned)
}

func (c Corpus) source() string { return filepath.Join(c.Root, "testdata", "corpus") }

// commit writes the corpus with the named pairs naive.
func (c Corpus) commit(ctx context.Context, dir, branch string, naive []string) error {
	files := os.DirFS(c.source())
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		first, _, _ := strings.Cut(name, "/")
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && !slices.Contains(c.Modules, first):
			return fs.SkipDir
		case d.IsDir():
			return os.MkdirAll(filepath.Join(dir, filepath.FromSlash(name)), 0o777)
		}
		return c.write(files, dir, branch, name, naive)
	})
	if err != nil {
		return fmt.Errorf("lay out branch %s of the corpus: %w", branch, err)
	}
	if err := c.git(ctx, dir, "add", "--all"); err != nil {
		return err
	}
	return c.git(ctx, dir, "commit", "--quiet", "--message", "The corpus: "+branch)
}

// write writes one file as it is in the branch, if it is there.
func (c Corpus) write(files fs.FS, dir, branch, name string, naive []string) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	text, to := string(data), name
	pair := path.Base(path.Dir(name))
	switch base := path.Base(name); base {
	case "naive.go", "tuned.go":
		if (base == "naive.go") != slices.Contains(naive, pair) {
			return nil
		}
		// The first line is the build tag, which has done its work.
		_, rest, _ := strings.Cut(text, "\n")
		text, to = strings.TrimLeft(rest, "\n"), path.Join(path.Dir(name), "impl.go")
	case "go.mod":
		root, err := filepath.Abs(c.Root)
		if err != nil {
			return err
		}
		text = strings.Replace(text, module, "replace github.com/benchgate/benchgate => "+root, 1)
	case "bench_test.go":
		if branch == Again {
			text += "\n// TestAgain is here to be in the binary.\nfunc TestAgain(t *testing.T) { t.Log(\"again\") }\n"
		}
	}
	return os.WriteFile(filepath.Join(dir, filepath.FromSlash(to)), []byte(text), 0o666)
}

// git runs one git command without hooks, signatures and need for a name.
func (c Corpus) git(ctx context.Context, dir string, args ...string) error {
	config := []string{"-c", "user.name=benchgate corpus", "-c", "user.email=corpus@benchgate.invalid",
		"-c", "commit.gpgsign=false", "-c", "core.hooksPath=" + os.DevNull, "-c", "core.autocrlf=false"}
	cmd := exec.CommandContext(ctx, "git", append(config, args...)...)
	cmd.Dir, cmd.Env = dir, c.Env
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("git %s in %s: %w\n%s", args[0], dir, err, strings.TrimSpace(string(out)))
	}
	return nil
}
