package gotest

import "testing"

func TestLastWords(t *testing.T) {
	for _, c := range []struct{ tail, want string }{
		{"", ""},
		{"\n\n", ""},
		{"goos: linux\npkg: example.com/m\nBenchmarkX-2 \t 1 \t 5 ns/op\nPASS\n", ""},
		{"goos: linux\nBenchmarkX-2\n2026/01/01 no database\n", "2026/01/01 no database"},
		{"TEST_DSN is not set\r\nFAIL\n", "TEST_DSN is not set"},
		{"first\nsecond\n\n", "second"},
		{"no line feed", "no line feed"},
	} {
		if got := lastWords(c.tail); got != c.want {
			t.Errorf("%q: %q, want %q", c.tail, got, c.want)
		}
	}
}
