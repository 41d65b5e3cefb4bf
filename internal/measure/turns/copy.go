package turns

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// copyProgram copies a program to a new file in a directory that it makes. The
// data is written anew even where the file system could share it: it is the
// pages that must be fresh.
func copyProgram(to, from string) (err error) {
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o700)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	_, err = io.Copy(out, struct{ io.Reader }{in})
	return err
}
