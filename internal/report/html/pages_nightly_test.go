//go:build nightly

package html

import "testing"

// TestInABrowserInAllModes looks at pages in all colours and sizes, and at how fast
// they are. With SHOTS set, pictures of them stay in that directory.
func TestInABrowserInAllModes(t *testing.T) { inABrowser(t, "-tags=nightly") }
