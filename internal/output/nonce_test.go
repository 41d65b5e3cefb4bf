package output

import (
	"os"
	"strings"
	"testing"
)

func TestReadNonce(t *testing.T) {
	for text, want := range map[string]string{
		"0123456789abcdef\n": "0123456789abcdef", "0123456789abcdef": "0123456789abcdef", "0123456789abcdef\r\n": "0123456789abcdef", "0123456789ABCDEFG\nmore\n": "0123456789ABCDEFG",
		"": "", "\n": "", "short\n": "", "0123456789abcde-\n": "", strings.Repeat("a", 2000): "",
	} {
		got, err := ReadNonce(strings.NewReader(text))
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%.40q: %q, %v", text, got, err)
		}
	}
	closed, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	if _, err := ReadNonce(closed); err == nil {
		t.Error("a closed input has a nonce")
	}
}
