//go:build linux || darwin || freebsd

package machine

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// FreeBytes is the space that the user may still fill on the file system that
// holds dir.
func FreeBytes(dir string) (uint64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return 0, fmt.Errorf("free space of %s: %w", dir, err)
	}
	return uint64(max(0, int64(st.Bavail))) * uint64(st.Bsize), nil
}
