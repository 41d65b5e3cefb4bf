package exec

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
)

// copies copies binaries to fresh files below dir, one directory each. Every
// path has the same length, whatever the side: arguments stand on the stack and
// shift what lies below them.
type copies struct {
	dir  string
	last int
	buf  []byte
}

// removePatience bounds how long removing a copy may take: some systems hold on
// to the file of a process for a moment after its end.
const removePatience = 2 * time.Second

// copy returns the binary with the path of a fresh copy. The copy goes through
// memory instead of sharing blocks with the original, so that its pages are in
// the page cache when the process starts.
func (c *copies) copy(b *gotest.Binary) (*gotest.Binary, error) {
	c.last++
	name := "fresh.test"
	if filepath.Ext(b.Path) == ".exe" {
		name += ".exe"
	}
	dir := filepath.Join(c.dir, fmt.Sprintf("%010d", c.last))
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make room for a copy of %s: %w", b.Path, err)
	}
	fresh := *b
	fresh.Path = filepath.Join(dir, name)
	if err := c.write(fresh.Path, b.Path); err != nil {
		return nil, errors.Join(fmt.Errorf("copy a test binary: %w", err), c.remove(&fresh))
	}
	return &fresh, nil
}

// write copies a file. No other process may be started meanwhile: it would
// inherit the file open for writing, and the copy could not be executed.
func (c *copies) write(to, from string) (err error) {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close() // only read
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	dst, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o700)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dst.Close()) }()
	if c.buf == nil {
		c.buf = make([]byte, 1<<20)
	}
	// Files know how to clone each other; plain readers and writers do not.
	_, err = io.CopyBuffer(struct{ io.Writer }{dst}, struct{ io.Reader }{src}, c.buf)
	return err
}

// remove deletes a copy with its directory and whatever the process put there.
func (c *copies) remove(fresh *gotest.Binary) error {
	dir := filepath.Dir(fresh.Path)
	err := os.RemoveAll(dir)
	for wait := 10 * time.Millisecond; err != nil && wait < removePatience; wait *= 2 {
		time.Sleep(wait)
		err = os.RemoveAll(dir)
	}
	if err != nil {
		return fmt.Errorf("remove the copy of a test binary: %w", err)
	}
	return nil
}
