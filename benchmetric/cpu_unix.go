//go:build unix && !solaris && !aix

package benchmetric

import (
	"syscall"
	"time"
)

// cpuTime returns the CPU time of the process in user and system mode.
func cpuTime() (time.Duration, bool) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, false
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), true
}
