package git

import (
	"os"
	"path/filepath"
)

// Scratch makes a directory in the temporary directory that is no part of a
// repository's run but goes the same way: a later Scratch or Sweep removes it
// where this process was killed, and never while it lives. remove takes it
// away with all that is in it.
func Scratch() (dir string, remove func() error, err error) {
	parent, err := filepath.Abs(os.TempDir())
	if err == nil {
		parent, err = filepath.EvalSymlinks(parent)
	}
	if err != nil {
		return "", nil, &Error{Op: "find the temporary directory", Err: err, Advice: "let TMPDIR name a directory that exists"}
	}
	rm, err := roomIn(parent, "")
	if err != nil {
		return "", nil, err
	}
	return rm.dir, rm.remove, nil
}
