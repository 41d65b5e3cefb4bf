package git

import (
	"os"
	"runtime"
	"testing"

	"golang.org/x/sys/unix"
)

// asUser runs do without root's right to pass over permissions. It leaves its
// thread behind, which thereby ends: what it gave up stays given up.
func asUser(t *testing.T, do func()) {
	if os.Geteuid() != 0 {
		do()
		return
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		runtime.LockOSThread()
		header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
		var none [2]unix.CapUserData
		if err := unix.Capset(&header, &none[0]); err != nil {
			t.Error(err)
			return
		}
		do()
	}()
	<-ended
}
