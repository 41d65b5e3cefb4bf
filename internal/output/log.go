package output

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

func (d *Dir) OpenLog() (*Log, error) {
	// An earlier run's log is gone by now, unless this one completes its report.
	if info, err := d.root.Lstat("log.txt"); err == nil && !info.Mode().IsRegular() {
		return nil, Error(fmt.Errorf("%s is no file", filepath.Join(d.Path, "log.txt")))
	}
	f, err := d.root.OpenFile("log.txt", os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return nil, Error(err)
	}
	d.log = &Log{file: f, started: time.Now()}
	return d.log, nil
}

// A Log is log.txt: everything that was done, with the time since the
// start. Also, where set, gets the commands too. It is safe for concurrent use.
type Log struct {
	mu      sync.Mutex
	file    *os.File
	Also    io.Writer
	started time.Time
	err     error // the first error of writing
}

// Printf adds to the log. Nothing is added for an empty text.
func (l *Log) Printf(format string, args ...any) {
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

// Command notes a command that is about to run.
func (l *Log) Command(cmd string) {
	l.Printf("$ %s", cmd)
	if l.Also != nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		fmt.Fprintf(l.Also, "$ %s\n", cmd)
	}
}

func (l *Log) close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := errors.Join(l.err, l.file.Close()); err != nil {
		return Error(err)
	}
	return nil
}

// Close ends the log, if there is one, and the use of the directory.
func (d *Dir) Close() error {
	if d.log == nil {
		return d.root.Close()
	}
	return errors.Join(d.log.close(), d.root.Close())
}
