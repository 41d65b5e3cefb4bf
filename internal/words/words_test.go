package words

import (
	"testing"
	"time"
)

func TestNumbers(t *testing.T) {
	p := 0.00012345
	for got, want := range map[string]string{
		Count(1, "row"): "1 row", Count(2, "row"): "2 rows", Count(0, "row"): "0 rows",
		Plural(1, "row was", "rows were"): "1 row was", Plural(3, "row was", "rows were"): "3 rows were",
		List(nil, 2): "", List([]string{"a", "b"}, 2): "a, b", List([]string{"a", "b", "c"}, 2): "a, b and 1 more", List([]string{"a", "b"}, -1): "a, b",
		Duration(3.21): "3.2 s", Duration(59.4): "59 s", Duration(200): "3 m 20 s", Duration(3720): "1 h 2 m", Duration(1e10): "1e+10 s",
		Percent(.0042): "0.42", Percent(-.081): "−8.1", Percent(2.5): "250", Percent(1e-9): "0",
		Fraction(.05): "5 %", Fraction(.025): "2.5 %",
		PValue(nil): "", PValue(&p): "0.00012",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestPValue(t *testing.T) {
	for p, want := range map[float64]string{1: "1.000", 0.0123: "0.012", 0.00024: "0.00024", 0: "0"} {
		if got := PValue(&p); got != want {
			t.Errorf("%v: got %q, want %q", p, got, want)
		}
	}
	if got := PValue(nil); got != "" {
		t.Errorf("no p: got %q", got)
	}
}

func TestShortDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0s", 90 * time.Second: "1m30s", time.Minute: "1m", time.Hour: "1h", time.Hour + 10*time.Minute: "1h10m",
		time.Hour + 5*time.Second: "1h0m5s", 10 * time.Second: "10s", 500 * time.Millisecond: "500ms",
	} {
		if got := ShortDuration(d); got != want {
			t.Errorf("%v is %s, want %s", int64(d), got, want)
		}
	}
}
