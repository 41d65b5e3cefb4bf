// Package output is the directory that a run leaves: its files, its log, and how
// they are read again, also where a stranger may have written them.
package output

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/exit"
)

// A Dir receives the files of a run. Files appear whole or not at all,
// and never outside of the directory, whatever links a change put there.
type Dir struct {
	// Path is where it is.
	Path string
	root *os.Root
	log  *Log
}

// Files are the files that a run may leave. Those of an earlier run are
// removed at the start: a stale report must not pass for this run's.
var Files = []string{"report.json", "report.md", "report.html", "base.txt", "head.txt", "rounds.jsonl", "log.txt"}

// ProfilesDir is the directory for profiles in it.
const ProfilesDir = "profiles"

// ignoreAll is the .gitignore of an output directory: it keeps the directory
// out of the repository's changes, and marks it as ours to clear.
const ignoreAll = "# made by benchgate\n*\n"

// Open makes the directory. One that is there must be empty or have
// been made here: files of anybody else are not touched.
func Open(path string) (*Dir, error) {
	if err := os.MkdirAll(path, 0o755); err != nil {
		return nil, Error(err)
	}
	if info, err := os.Lstat(path); err != nil || !info.IsDir() {
		return nil, Error(errors.Join(err, fmt.Errorf("%s is a link", path)))
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, Error(err)
	}
	d := &Dir{Path: path, root: root}
	if err := d.clear(); err != nil {
		return nil, errors.Join(Error(err), root.Close())
	}
	return d, nil
}

// Keep opens a directory with an earlier run's report, or makes one, and
// leaves what is there.
func Keep(path string) (*Dir, error) {
	if _, err := os.Stat(filepath.Join(path, ".gitignore")); err != nil {
		return Open(path)
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, Error(err)
	}
	if mark, err := root.ReadFile(".gitignore"); err != nil || string(mark) != ignoreAll {
		return nil, Error(errors.Join(fmt.Errorf("%s was not made by benchgate", path), root.Close()))
	}
	return &Dir{Path: path, root: root}, nil
}

// clear removes what an earlier run left.
func (d *Dir) clear() error {
	entries, err := fs.ReadDir(d.root.FS(), ".")
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		return d.create(".gitignore", []byte(ignoreAll))
	}
	if mark, err := d.root.ReadFile(".gitignore"); err != nil || string(mark) != ignoreAll {
		return fmt.Errorf("%s is neither empty nor made by benchgate", d.Path)
	}
	for _, name := range Files {
		if err := d.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	// What is not a directory there is not ours; opening it for this run's profiles
	// will say so.
	if info, err := d.root.Lstat(ProfilesDir); err == nil && info.IsDir() {
		return d.root.RemoveAll(ProfilesDir)
	}
	return nil
}

// Create opens a file that must not be there yet, nor a link of its name, for
// writing as one reads.
func (d *Dir) Create(name string) (*os.File, error) {
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, Error(err)
	}
	return f, nil
}

// create writes a file that must not be there yet, nor a link of its name.
func (d *Dir) create(name string, data []byte) error {
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// ClearStale removes the files of an earlier run from a directory of ours, if
// there is one, before anything can end this run without a report of its own.
func ClearStale(path string) error {
	if _, err := os.Stat(filepath.Join(path, ".gitignore")); err != nil {
		return nil // nothing of ours
	}
	d, err := Open(path)
	if err != nil {
		return err
	}
	return d.Close()
}

// Error is what kept an output directory from being used, with what to do.
func Error(err error) error {
	return exit.Unmeasuredf("choose another directory with --output", "output directory: %w", err)
}

// Write stores one file: what render writes, or nothing. Its name may have one
// directory in it.
func (d *Dir) Write(name string, render func(io.Writer) error) error {
	var buf bytes.Buffer
	if err := render(&buf); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	dir, file := path.Split(name)
	if dir != "" {
		if err := d.root.Mkdir(path.Clean(dir), 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return Error(err)
		}
	}
	tmp := dir + "." + file + "." + rand.Text()
	err := d.create(tmp, buf.Bytes())
	if err == nil {
		err = d.root.Rename(tmp, name)
	}
	if err != nil {
		return Error(errors.Join(err, d.root.Remove(tmp)))
	}
	return nil
}
