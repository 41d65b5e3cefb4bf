package git

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// A copier copies single paths from one directory to another. No symbolic link
// on the way leads it out of either.
type copier struct {
	src, dst *os.Root
	warnings []string
}

// newCopier opens both directories.
func newCopier(src, dst string) (*copier, error) {
	from, err := os.OpenRoot(src)
	if err != nil {
		return nil, err
	}
	to, err := os.OpenRoot(dst)
	if err != nil {
		return nil, errors.Join(err, from.Close())
	}
	return &copier{src: from, dst: to}, nil
}

func (c *copier) close() {
	// Nothing was written through these handles; there is nothing to lose.
	_ = c.src.Close()
	_ = c.dst.Close()
}

// remove removes a path, with slashes, and the directories that become empty,
// as git does. Behind what is not a directory there is nothing to remove.
func (c *copier) remove(path string) error {
	name := native(path)
	if blocker, err := c.blocker(name); err != nil || blocker != "" {
		return err
	}
	if err := ignoreMissing(c.dst.RemoveAll(name)); err != nil {
		return err
	}
	for dir := filepath.Dir(name); dir != "."; dir = filepath.Dir(dir) {
		if c.dst.Remove(dir) != nil {
			return nil // it is not empty, or not there
		}
	}
	return nil
}

// blocker returns the topmost of the directories above name that is none: a
// file, or a symbolic link, which is not to be followed.
func (c *copier) blocker(name string) (string, error) {
	for i, char := range name {
		if char != filepath.Separator {
			continue
		}
		info, err := c.dst.Lstat(name[:i])
		if err != nil {
			return "", ignoreMissing(err)
		}
		if !info.IsDir() {
			return name[:i], nil
		}
	}
	return "", nil
}

// copy copies a regular file or a symbolic link, with its permissions. What is
// gone meanwhile goes here, too; what is neither is left out with a warning.
func (c *copier) copy(path string) error {
	name := native(path)
	info, err := c.src.Lstat(name)
	if err != nil {
		if isMissing(err) { // the user works on while the snapshot is taken
			return c.remove(path)
		}
		return err
	}
	switch {
	case info.IsDir():
		return nil // its files have entries of their own
	case !info.Mode().IsRegular() && info.Mode()&fs.ModeSymlink == 0:
		c.warnings = append(c.warnings, fmt.Sprintf("%q is neither a file nor a symbolic link: left out", path))
		return c.remove(path)
	}
	if err := c.makeWay(name); err != nil {
		return err
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		target, err := c.src.Readlink(name)
		if err != nil {
			return ignoreMissing(err)
		}
		return c.dst.Symlink(target, name)
	}
	return ignoreMissing(c.copyFile(name, info))
}

// makeWay removes what stands at name, and what on the way there is not a
// directory.
func (c *copier) makeWay(name string) error {
	blocker, err := c.blocker(name)
	if err != nil {
		return err
	}
	if blocker == "" {
		blocker = name
	}
	if err := ignoreMissing(c.dst.RemoveAll(blocker)); err != nil {
		return err
	}
	return c.dst.MkdirAll(filepath.Dir(name), 0o777)
}

func (c *copier) copyFile(name string, info fs.FileInfo) error {
	in, err := c.src.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := c.dst.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm()|0o600)
	if err != nil {
		return fmt.Errorf("copy %q: %w", name, err)
	}
	if _, err := io.Copy(out, in); err != nil {
		return errors.Join(fmt.Errorf("copy %q: %w", name, err), out.Close())
	}
	return out.Close()
}
