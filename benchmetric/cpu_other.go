//go:build !windows && (!unix || solaris || aix)

package benchmetric

import "time"

// cpuTime: this system does not tell.
func cpuTime() (time.Duration, bool) { return 0, false }
