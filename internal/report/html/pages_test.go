package html

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
)

// TestInABrowser makes pages and runs tools/browser on them, in a real headless
// Chromium.
func TestInABrowser(t *testing.T) { inABrowser(t) }

// inABrowser runs the tests of tools/browser. With PAGES set the pages stay in that
// directory.
func inABrowser(t *testing.T, flags ...string) {
	t.Helper()
	needBrowser(t)
	dir := os.Getenv("PAGES")
	if dir == "" {
		dir = t.TempDir()
	}
	writePages(t, dir)
	args := append([]string{"-C", filepath.Join("..", "..", "..", "tools", "browser"), "test", "-count=1", "-v"}, flags...)
	args = append(args, ".", "-args", "-pages", dir)
	out, err := exec.CommandContext(t.Context(), "go", args...).CombinedOutput()
	if err != nil {
		t.Errorf("tools/browser: %v\n%s", err, out)
		return
	}
	t.Logf("%s", out)
}

// needBrowser skips the test where there is no browser; in CI, which installs one on
// Linux, that is a failure.
func needBrowser(t *testing.T) {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if _, err := exec.LookPath(name); err == nil {
			return
		}
	}
	if os.Getenv("CI") != "" && runtime.GOOS == "linux" {
		t.Fatal("there is no Chromium: .ci/setup browser installs it")
	}
	t.Skip("there is no Chromium or Chrome on the PATH, so the page was not looked at; .ci/setup browser installs it on Debian")
}

func writePages(t *testing.T, dir string) {
	t.Helper()
	rep, rounds := shop()
	many, manyRounds := large(667)
	pages := map[string]string{
		"shop":   write(t, rep, rounds),
		"large":  write(t, many, manyRounds),
		"failed": write(t, failed(), nil),
	}
	for name, hostile := range map[string]string{"image": hostileNames[0], "script": hostileNames[1], "quotes": hostileNames[2], "bidi": "\u202egnp.exe"} {
		pages["hostile-"+name] = write(t, named(hostile), nil)
	}
	for name, page := range pages {
		if err := os.WriteFile(filepath.Join(dir, name+".html"), []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// failed is the report of a run that could not measure all.
func failed() *report.Report {
	rep, _ := shop()
	rep.Verdict, rep.Status, rep.Partial = judge.VerdictError, 3, true
	rep.Failures = []judge.Failure{{Side: "head", Package: "example.com/shop/search", Stage: "build",
		Message: "# example.com/shop/search\nsearch/index.go:41:9: undefined: tokens\nsearch/index.go:52:14: too many arguments in call to rank"}}
	rep.Policy.Changes = []string{"thresholds: sec/op: 5% → 25%", "rules[2]: added"}
	rep.Removed = []record.Name{{Package: "example.com/shop/cart", Benchmark: "Clear-2"}}
	return rep
}
