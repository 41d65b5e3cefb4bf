package git

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// pointerStart is how the file begins that stands for one kept in Git LFS.
const pointerStart = "version https://git-lfs.github.com/spec/"

// checkPointers warns of files that are in the trees as Git LFS pointers only:
// git checks them out so, without a word, where git-lfs is not set up.
func (l *layer) checkPointers(ctx context.Context, sides ...*side) error {
	for _, s := range sides {
		out, err := l.run(ctx, l.in(s), "ls-files", "-z", "--", ":(top,attr:filter=lfs)")
		if err != nil {
			return err
		}
		paths, err := splitNUL(out)
		if err != nil {
			return err
		}
		first, n := "", 0
		for _, path := range paths {
			if isPointer(filepath.Join(s.dir, native(path))) {
				if n++; n == 1 {
					first = path
				}
			}
		}
		if n > 0 {
			l.Warnings = append(l.Warnings, fmt.Sprintf(
				"%s: %d files, such as %q, are Git LFS pointers instead of their content (install git-lfs and run: git lfs install)", s.name, n, first))
		}
	}
	return nil
}

// isPointer tells whether the file is a pointer. What cannot be read is not.
func isPointer(path string) bool {
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	start := make([]byte, len(pointerStart))
	_, err = io.ReadFull(f, start)
	return err == nil && string(start) == pointerStart
}
