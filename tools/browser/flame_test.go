package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// widthOf is how wide a function's widest frame is, in percent, 0 if it has none.
func widthOf(tb *tab, name string) float64 {
	tb.t.Helper()
	return eval[float64](tb, `Math.max(0, ...[...document.querySelectorAll(".frames div")].filter(e => e.textContent === "`+name+`").map(e => parseFloat(e.style.width)))`)
}

func focused(tb *tab) string {
	tb.t.Helper()
	return eval[string](tb, `document.activeElement.textContent`)
}

func TestFlameGraphByKeyboard(t *testing.T) {
	tb := open(t, "shop")
	tb.do(chromedp.Focus(chromedp.CSS(`.frames [tabindex="0"]`)))
	if got := focused(tb); got != "all" {
		t.Fatalf("focus is on %q", got)
	}
	tb.press(kb.ArrowDown)
	tb.press(kb.ArrowDown)
	tb.press(kb.ArrowDown)
	if got := focused(tb); got != "orders.price" { // the widest
		t.Fatalf("three down is %q", got)
	}
	tb.press(kb.ArrowRight)
	if got := focused(tb); got != "orders.(*Line).round" {
		t.Errorf("to the right is %q", got)
	}
	tb.press(kb.ArrowLeft)
	before := widthOf(tb, "orders.price")
	tb.press(kb.Enter)
	if got := widthOf(tb, "orders.price"); before > 70 || got != 100 {
		t.Errorf("zooming in goes from %v %% to %v %%", before, got)
	}
	if got := widthOf(tb, "orders.(*Line).round"); got != 0 {
		t.Errorf("what was beside it is still %v %% wide", got)
	}
	tb.press(kb.Escape)
	if got := widthOf(tb, "orders.price"); got != before {
		t.Errorf("zoomed out it is %v %% wide, want %v %%", got, before)
	}
	if info := eval[string](tb, `document.querySelector(".info").textContent`); !strings.Contains(info, "base 142µs, head 172µs") {
		t.Errorf("told: %q", info)
	}
}

func TestFlameGraphByPointer(t *testing.T) {
	tb := open(t, "shop")
	tb.do(chromedp.ScrollIntoView(chromedp.CSS(".frames")))
	tb.click(`.frames div:nth-child(3)`)
	if got := widthOf(tb, "orders.(*Order).Total"); got != 100 {
		t.Errorf("clicked, it is %v %% wide", got)
	}
	tb.click(".flame button")
	if got := widthOf(tb, "orders.(*Order).Total"); got >= 100 {
		t.Errorf("zoomed out, it is %v %% wide", got)
	}
}

func TestFlameGraphSearchAndSides(t *testing.T) {
	tb := open(t, "shop")
	tb.do(chromedp.Focus(chromedp.CSS(".flame input[type=search]")))
	tb.press("STRINGS.")
	if n := eval[int](tb, `document.querySelectorAll(".frames .hit").length`); n != 2 {
		t.Errorf("%d hits, want 2", n)
	}
	if info := eval[string](tb, `document.querySelector(".info").textContent`); info != "2 calls match, 18.0 % of head" {
		t.Errorf("told: %q", info)
	}
	if got := widthOf(tb, "orders.cachedRate"); got != 0 {
		t.Errorf("in head, what only base calls is %v %% wide", got)
	}
	tb.click(".flame input[value=base]")
	if got := widthOf(tb, "orders.cachedRate"); got < 14 || got > 15 { // 21 of 142
		t.Errorf("in base it is %v %% wide", got)
	}
	colour := func(name string) string {
		return eval[string](tb, `[...document.querySelectorAll(".frames div")].find(e => e.textContent === "`+name+`").className.split(" ")[0]`)
	}
	if colour("orders.cachedRate") != "shrank" || colour("runtime.mapaccess2_faststr") != "grew" {
		t.Errorf("colours: %q, %q", colour("orders.cachedRate"), colour("runtime.mapaccess2_faststr"))
	}
}
