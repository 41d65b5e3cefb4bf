package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// The name of hostile.html's benchmark is an image that runs a script.
func TestHostileNamesStayText(t *testing.T) {
	for _, name := range []string{"hostile-image", "hostile-script", "hostile-quotes", "hostile-bidi"} {
		tb := open(t, name)
		if n := eval[int](tb, `document.querySelectorAll("img, iframe, object, embed, link, base, script:not(#flames), style").length`); n != 2 {
			t.Errorf("%s: %d elements that the page must not have", name, n-2)
		}
		text := eval[string](tb, `document.querySelector("#table tbody th").textContent`)
		if want := map[string]string{"hostile-image": `<img src=x onerror=alert(1)>`, "hostile-script": `</script><script>alert(1)</script>`,
			"hostile-quotes": `"onmouseover="alert(1)`, "hostile-bidi": `\u202egnp.exe`}[name]; text != want {
			t.Errorf("%s: the name is %q, want %q", name, text, want)
		}
		if n := eval[int](tb, `document.querySelectorAll(".frames div").length`); n < 3 {
			t.Errorf("%s: the flame graph is not drawn", name)
		}
	}
}

func noScripts(tb *tab) {
	call(tb, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
}

// Without scripts the page says the verdict and every row, with their pictures.
func TestWithoutScripts(t *testing.T) {
	tb := open(t, "shop", noScripts)
	verdict := result(tb, chromedp.Text(chromedp.CSS("h1")))
	rows := result(tb, chromedp.Text(chromedp.CSS("#table")))
	tb.do(chromedp.WaitVisible(chromedp.CSS("#details .plot")), chromedp.WaitNotVisible(chromedp.CSS("#filter")))
	if !strings.Contains(verdict, "got worse than allowed") || strings.Count(rows, "sec/op") != 13 {
		t.Errorf("verdict %q, rows %q", verdict, rows)
	}
	call(tb, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{})
}

// Nothing is wider than a phone, but for what scrolls by itself.
func TestNarrow(t *testing.T) {
	for _, name := range []string{"shop", "hostile-image", "failed"} {
		tb := open(t, name, viewport(360))
		if w := eval[int](tb, `document.documentElement.scrollWidth`); w > 360 {
			t.Errorf("%s is %d pixels wide: %v", name, w, eval[[]string](tb, `[...document.querySelectorAll("body *")].filter(e =>
				e.getBoundingClientRect().right > 360 && !e.closest(".scroll")).map(e => e.tagName + "." + e.getAttribute("class"))`))
		}
	}
}

func viewport(width int64) func(*tab) {
	return func(tb *tab) { tb.do(chromedp.EmulateViewport(width, 800)) }
}

func scheme(name string) func(*tab) {
	return func(tb *tab) {
		call(tb, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}})
	}
}

// contrast returns the texts whose contrast to what is behind them is less than
// WCAG's 4.5 (AA), with their ratio.
const contrast = `(() => {
	const parts = c => { const n = c.match(/[\d.]+/g).map(Number); const s = c.startsWith("color(") ? 255 : 1;
		return [n[0] * s, n[1] * s, n[2] * s, n[3] ?? 1]; };
	const lum = c => { const [r, g, b] = parts(c).map(v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4 });
		return .2126 * r + .7152 * g + .0722 * b; };
	const behind = e => { for (; e; e = e.parentElement) { const b = getComputedStyle(e).backgroundColor; if (parts(b)[3] > .99) return b; } return "rgb(255,255,255)"; };
	const low = [];
	for (const e of document.querySelectorAll("body *")) {
		if (!e.checkVisibility() || e.closest("svg title, [hidden], .hidden, .skip, button:disabled, input:disabled")) continue;
		if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
		const svg = e.namespaceURI.endsWith("svg"), style = getComputedStyle(e);
		const a = lum(svg ? style.fill : style.color), b = lum(behind(e));
		const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
		if (ratio < 4.5) low.push(e.tagName + "." + e.getAttribute("class") + " " + ratio.toFixed(2) + ": " + e.textContent.slice(0, 40));
	}
	return low;
})()`

func TestContrast(t *testing.T) {
	schemes, names := []string{"light", "dark"}, []string{"shop"}
	if nightly {
		names = append(names, "failed")
	}
	for _, s := range schemes {
		for _, name := range names {
			tb := open(t, name, scheme(s))
			if low := eval[[]string](tb, contrast); len(low) > 0 {
				t.Errorf("%s, %s: %s", name, s, strings.Join(low, "\n"))
			}
		}
	}
}

// Every picture has text or is hidden from those who read it, every table has
// heads, and all that can be clicked is reached by keyboard.
func TestAccessibility(t *testing.T) {
	tb := open(t, "shop")
	for what, selector := range map[string]string{
		"picture without text": `svg[role=img]:not(:has(> title)), svg:not([role=img]):not([aria-hidden]):not(svg svg)`,
		"table without heads":  `table:not(:has(thead th[scope=col]))`,
		"row without a head":   `tbody tr:not(.unfolded):not(:has(th[scope=row]))`,
		"link to nowhere":      `a:not([href])`,
		"field without label":  `input:not(label input), select:not(label select)`,
	} {
		if n := eval[int](tb, "document.querySelectorAll(`"+selector+"`).length"); n > 0 {
			t.Errorf("%d × %s", n, what)
		}
	}
	if broken := eval[[]string](tb, `[...document.querySelectorAll("a[href^='#'], use")].map(a => a.getAttribute("href")).filter(h => !document.querySelector(h))`); len(broken) > 0 {
		t.Errorf("nothing has the name %v", broken)
	}
	if n := eval[int](tb, `new Set([...document.querySelectorAll("[id]")].map(e => e.id)).size - document.querySelectorAll("[id]").length`); n != 0 {
		t.Error("names are given twice")
	}
}
