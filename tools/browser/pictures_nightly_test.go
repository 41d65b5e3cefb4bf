//go:build nightly

package browser

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPictures takes pictures of the page for people to look at, into the
// directory that SHOTS names, and holds that there is something on them.
func TestPictures(t *testing.T) {
	dir := os.Getenv("SHOTS")
	if dir == "" {
		dir = t.TempDir()
	}
	for _, p := range []struct {
		name, page, scheme string
		width              int64
	}{{"light", "shop", "light", 1200}, {"dark", "shop", "dark", 1200}, {"narrow", "shop", "light", 390}, {"failed", "failed", "light", 1200}} {
		tb := open(t, p.page, scheme(p.scheme), viewport(p.width))
		eval[bool](tb, `[...document.querySelectorAll("#table a[aria-expanded]")].slice(3, 4).map(a => a.click()).length > 0`)
		save(t, filepath.Join(dir, p.name+".png"), result(tb, chromedp.FullScreenshot(100)))
	}
	tb := open(t, "shop")
	save(t, filepath.Join(dir, "print.pdf"), result(tb, chromedp.PrintToPDF()))
}

func save(t *testing.T, name string, data []byte) {
	t.Helper()
	if len(data) < 10_000 {
		t.Errorf("%s has %d bytes: nothing is on it", filepath.Base(name), len(data))
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
