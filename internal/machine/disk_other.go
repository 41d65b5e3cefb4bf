//go:build !linux && !darwin && !freebsd && !windows

package machine

import (
	"fmt"
	"runtime"
)

// FreeBytes is not known here.
func FreeBytes(dir string) (uint64, error) {
	return 0, fmt.Errorf("free space of %s: not known how to ask on %s", dir, runtime.GOOS)
}
