package gate

import (
	"strings"
	"testing"
)

// What could be dangerous is not taken from a report.
func TestRepeated(t *testing.T) {
	for command, want := range map[string]string{
		"benchgate run --base a --head b -- -tags=x -cpu=1,2": "",
		"benchgate run -- -toolexec=/bin/evil":                "-toolexec",
		"benchgate run -- '-ldflags=-extld=/bin/evil'":        "-ldflags",
		"benchgate run -- -overlay /x":                        "-overlay",
		"benchgate run -- -gcflags=-bench=/home/u/.profile":   "-gcflags",
		"benchgate compare a b":                               "does not say how it was made",
		"":                                                    "does not say how it was made",
	} {
		_, err := repeated(command, nil)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", command, err, want)
		}
	}
}
