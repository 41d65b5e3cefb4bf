package main

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
	"strings"
	"sync"
	"time"
)

// An outputDir receives the files of a run. Files appear whole or not at all,
// and never outside of the directory, whatever links a change put there.
type outputDir struct {
	path string
	root *os.Root
	log  *runLog
}

// outputFiles are the files that a run may leave. Those of an earlier run are
// removed at the start: a stale report must not pass for this run's.
var outputFiles = []string{"report.json", "report.md", "report.html", "base.txt", "head.txt", "rounds.jsonl", "log.txt"}

// profilesDir is the directory for profiles in it.
const profilesDir = "profiles"

// ignoreAll is the .gitignore of an output directory: it keeps the directory
// out of the repository's changes, and marks it as ours to clear.
const ignoreAll = "# made by benchgate\n*\n"

// openOutputDir makes the directory. One that is there must be empty or have
// been made here: files of anybody else are not touched.
func openOutputDir(path string) (*outputDir, error) {
	if err := os.MkdirAll(path, 0o755); err != nil {
		return nil, outputError(err)
	}
	if info, err := os.Lstat(path); err != nil || !info.IsDir() {
		return nil, outputError(errors.Join(err, fmt.Errorf("%s is a link", path)))
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, outputError(err)
	}
	d := &outputDir{path: path, root: root}
	if err := d.clear(); err != nil {
		return nil, errors.Join(outputError(err), root.Close())
	}
	return d, nil
}

// keepOutputDir opens a directory with an earlier run's report, or makes one, and
// leaves what is there.
func keepOutputDir(path string) (*outputDir, error) {
	if _, err := os.Stat(filepath.Join(path, ".gitignore")); err != nil {
		return openOutputDir(path)
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, outputError(err)
	}
	if mark, err := root.ReadFile(".gitignore"); err != nil || string(mark) != ignoreAll {
		return nil, outputError(errors.Join(fmt.Errorf("%s was not made by benchgate", path), root.Close()))
	}
	return &outputDir{path: path, root: root}, nil
}

// clear removes what an earlier run left.
func (d *outputDir) clear() error {
	entries, err := fs.ReadDir(d.root.FS(), ".")
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		return d.create(".gitignore", []byte(ignoreAll))
	}
	if mark, err := d.root.ReadFile(".gitignore"); err != nil || string(mark) != ignoreAll {
		return fmt.Errorf("%s is neither empty nor made by benchgate", d.path)
	}
	for _, name := range outputFiles {
		if err := d.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	// What is not a directory there is not ours; opening it for this run's profiles
	// will say so.
	if info, err := d.root.Lstat(profilesDir); err == nil && info.IsDir() {
		return d.root.RemoveAll(profilesDir)
	}
	return nil
}

// create writes a file that must not be there yet, nor a link of its name.
func (d *outputDir) create(name string, data []byte) error {
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// clearStale removes the files of an earlier run from a directory of ours, if
// there is one, before anything can end this run without a report of its own.
func clearStale(path string) error {
	if _, err := os.Stat(filepath.Join(path, ".gitignore")); err != nil {
		return nil // nothing of ours
	}
	d, err := openOutputDir(path)
	if err != nil {
		return err
	}
	return d.root.Close()
}

func outputError(err error) error {
	return unmeasuredf("choose another directory with --output", "output directory: %w", err)
}

// write stores one file: what render writes, or nothing. Its name may have one
// directory in it.
func (d *outputDir) write(name string, render func(io.Writer) error) error {
	var buf bytes.Buffer
	if err := render(&buf); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	dir, file := path.Split(name)
	if dir != "" {
		if err := d.root.Mkdir(path.Clean(dir), 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return outputError(err)
		}
	}
	tmp := dir + "." + file + "." + rand.Text()
	err := d.create(tmp, buf.Bytes())
	if err == nil {
		err = d.root.Rename(tmp, name)
	}
	if err != nil {
		return outputError(errors.Join(err, d.root.Remove(tmp)))
	}
	return nil
}

func (d *outputDir) openLog() (*runLog, error) {
	// An earlier run's log is gone by now, unless this one completes its report.
	if info, err := d.root.Lstat("log.txt"); err == nil && !info.Mode().IsRegular() {
		return nil, outputError(fmt.Errorf("%s is no file", filepath.Join(d.path, "log.txt")))
	}
	f, err := d.root.OpenFile("log.txt", os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return nil, outputError(err)
	}
	d.log = &runLog{file: f, started: time.Now()}
	return d.log, nil
}

func (d *outputDir) close() error { return errors.Join(d.log.close(), d.root.Close()) }

// A runLog is log.txt: everything that was done, with the time since the
// start. also, where set, gets the commands too. It is safe for concurrent use.
type runLog struct {
	mu      sync.Mutex
	file    *os.File
	also    io.Writer
	started time.Time
	err     error // the first error of writing
}

func (l *runLog) printf(format string, args ...any) {
	text := strings.TrimRight(fmt.Sprintf(format, args...), "\n")
	if text == "" {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, err := fmt.Fprintf(l.file, "%8.3f %s\n", time.Since(l.started).Seconds(), text); err != nil && l.err == nil {
		l.err = err
	}
}

// command notes a command that is about to run.
func (l *runLog) command(cmd string) {
	l.printf("$ %s", cmd)
	if l.also != nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		fmt.Fprintf(l.also, "$ %s\n", cmd)
	}
}

func (l *runLog) close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := errors.Join(l.err, l.file.Close()); err != nil {
		return outputError(err)
	}
	return nil
}
