//go:build !linux && !windows

package git

import (
	"os"
	"testing"
)

// asUser runs do without root's right to pass over permissions, which cannot
// be given up for a while here.
func asUser(t *testing.T, do func()) {
	if os.Geteuid() == 0 {
		t.Skip("root may read and remove everything")
	}
	do()
}
