package browser

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var pages = flag.String("pages", "", "the directory of the pages")

// browser is the one that all tests share; each has a tab of its own.
var browser context.Context

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	if *pages == "" {
		fmt.Fprintln(os.Stderr, "no -pages: go test ./internal/report/html -run TestInABrowser makes them and runs this")
		return 1
	}
	path, err := findChromium()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	data, err := os.MkdirTemp("", "chromium-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(data)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.UserDataDir(data), chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.WindowSize(1200, 900))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chromium refuses its sandbox to root
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	defer stop()
	ctx, closeBrowser := chromedp.NewContext(ctx)
	defer closeBrowser()
	if err := chromedp.Do(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "start chromium:", err)
		return 1
	}
	browser = ctx
	return m.Run()
}

func findChromium() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("there is no chromium on the PATH: .ci/setup installs it on Debian; elsewhere install Chromium or Chrome")
}

// A tab shows one page, and keeps what must not happen.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu     sync.Mutex
	faults []string
}

// open shows a page after some preparation, such as an emulation. When the test
// ends, the page must have asked for nothing, violated no policy, and logged no
// error.
func open(t *testing.T, name string, before ...func(*tab)) *tab {
	t.Helper()
	tb := &tab{t: t}
	address := "file://" + filepath.Join(*pages, name+".html")
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithListener(func(event any) { tb.notice(event, address) }))
	t.Cleanup(cancel)
	tb.ctx = ctx
	if err := chromedp.Do(ctx); err != nil { // the first run must not end with a context of its own
		t.Fatal(err)
	}
	call(tb, network.Enable, network.EnableParams{})
	call(tb, log.Enable, cdp.Empty{})
	call(tb, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watch})
	for _, prepare := range before {
		prepare(tb)
	}
	tb.do(chromedp.Navigate(address))
	t.Cleanup(tb.check)
	return tb
}

// watch counts in every page what its policy refuses.
const watch = `window.refused = [];
	document.addEventListener("securitypolicyviolation", e => refused.push(e.violatedDirective + " " + e.blockedURI + " " + e.sample));
	window.alert = () => refused.push("a script of a stranger ran");`

func (tb *tab) notice(event any, address string) {
	fault := ""
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if url, _, _ := strings.Cut(e.Request.URL, "#"); url != address {
			fault = "request for " + e.Request.URL
		}
	case *runtime.EventExceptionThrown:
		fault = "exception " + e.ExceptionDetails.Text
	case *runtime.EventConsoleAPICalled:
		fault = fmt.Sprintf("console.%s", e.Type)
	case *log.EventEntryAdded:
		fault = fmt.Sprintf("log: %s %s", e.Entry.Level, e.Entry.Text)
	case *page.EventJavascriptDialogOpening:
		fault = "a dialog: " + e.Message
	}
	if fault != "" {
		tb.mu.Lock()
		defer tb.mu.Unlock()
		tb.faults = append(tb.faults, fault)
	}
}

func (tb *tab) check() {
	if refused := eval[[]string](tb, `window.refused`); len(refused) > 0 {
		tb.t.Errorf("the page's policy was violated: %q", refused)
	}
	tb.mu.Lock()
	defer tb.mu.Unlock()
	for _, f := range tb.faults {
		tb.t.Error(f)
	}
}

func (tb *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	tb.t.Helper()
	if err := chromedp.Do(tb.ctx, actions...); err != nil {
		tb.t.Fatal(err)
	}
}

// result runs an action that has one. Nothing here has a time limit of its own: on a
// busy machine everything takes long, and the test binary's limit ends what hangs.
func result[T any](tb *tab, action chromedp.Action[T]) T {
	tb.t.Helper()
	v, err := chromedp.Run(tb.ctx, action)
	if err != nil {
		tb.t.Fatal(err)
	}
	return v
}

// call runs a command of the protocol.
func call[P, R any](tb *tab, command cdp.Command[P, R], params P) R {
	tb.t.Helper()
	r, err := chromedp.Call(tb.ctx, command, params)
	if err != nil {
		tb.t.Fatal(err)
	}
	return r
}

// eval returns what an expression is in the page.
func eval[T any](tb *tab, expression string) T {
	tb.t.Helper()
	return result(tb, chromedp.Evaluate[T](expression))
}

func (tb *tab) press(keys string) { tb.t.Helper(); tb.do(chromedp.KeyEvent(keys)) }

func (tb *tab) click(selector string) {
	tb.t.Helper()
	tb.do(chromedp.Click(chromedp.CSS(selector)))
}

// column is the text of a column, from 0, of the rows that are shown.
func (tb *tab) column(n int) []string {
	tb.t.Helper()
	return eval[[]string](tb, fmt.Sprintf(`[...document.querySelectorAll("#table tbody tr:not(.unfolded)")].map(r => r.cells[%d].textContent)`, n))
}

// numbers are what a column is sorted by.
func (tb *tab) numbers(n int) []float64 {
	tb.t.Helper()
	return eval[[]float64](tb, fmt.Sprintf(`[...document.querySelectorAll("#table tbody tr:not(.unfolded)")].map(r => Math.min(Number(r.cells[%d].dataset.v), 1e300))`, n))
}

func (tb *tab) choose(id, value string) {
	tb.t.Helper()
	eval[bool](tb, fmt.Sprintf(`(() => { const s = document.getElementById(%q); s.value = %q; s.dispatchEvent(new Event("change")); return true })()`, id, value))
}

// until waits for an expression to become true in the page.
func (tb *tab) until(expression string) {
	tb.t.Helper()
	result(tb, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(0)))
}
