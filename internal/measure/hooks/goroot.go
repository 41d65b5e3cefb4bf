package hooks

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// The go command refuses an overlay for anything below the module cache, and
// that is where the toolchains lie that it downloads itself. Such a toolchain
// is therefore given a second place: a directory whose entries are links to
// those of its GOROOT, with a real copy of the go command, which takes its
// GOROOT from where it lies. Before it downloads a toolchain, the go command
// looks in PATH for a program with the toolchain's name, and finds the copy.

// relocate gives the toolchain a second place below dir if it needs one. It
// returns the toolchain as it is there, and the variables that lead to it.
func (g Go) relocate(dir string) (Go, []string, error) {
	rel, err := filepath.Rel(g.ModCache, g.Root)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return g, nil, nil
	}
	name, _, _ := strings.Cut(g.Version, " ") // as in "go1.27.0 X:nogreenteagc"
	root := filepath.Join(dir, name)
	bin := filepath.Join(root, "bin")
	if err := linkEntries(root, g.Root); err != nil {
		return g, nil, fmt.Errorf("a second GOROOT of %s: %w", name, err)
	}
	if err := copyProgram(filepath.Join(bin, name), filepath.Join(g.Root, "bin", "go")); err != nil {
		return g, nil, fmt.Errorf("a second GOROOT of %s: %w", name, err)
	}
	g.Root = root
	return g, []string{"PATH=" + bin + string(filepath.ListSeparator) + g.path}, nil
}

// linkEntries makes a directory with links to all entries of another but bin,
// which it makes anew. What is there already is left as it is.
func linkEntries(dir, of string) error {
	if err := os.MkdirAll(filepath.Join(dir, "bin"), 0o777); err != nil {
		return err
	}
	entries, err := os.ReadDir(of)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == "bin" {
			continue
		}
		err := os.Symlink(filepath.Join(of, e.Name()), filepath.Join(dir, e.Name()))
		if err != nil && !errors.Is(err, os.ErrExist) {
			return err
		}
	}
	return nil
}

// copyProgram copies a program unless it is there. It appears all at once.
func copyProgram(to, from string) (err error) {
	if _, err := os.Stat(to); err == nil {
		return nil
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.CreateTemp(filepath.Dir(to), "copy-")
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err = errors.Join(err, out.Chmod(0o755), out.Close()); err != nil {
		return errors.Join(err, os.Remove(out.Name()))
	}
	return os.Rename(out.Name(), to)
}
