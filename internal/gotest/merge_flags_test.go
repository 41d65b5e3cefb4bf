package gotest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFieldsOfGOFLAGS(t *testing.T) {
	for text, want := range map[string][]string{
		"":                      nil,
		"  ":                    nil,
		"-a -b=c":               {"-a", "-b=c"},
		"'-ldflags=-s -w'  -a ": {"-ldflags=-s -w", "-a"},
		`"-tags=a b"`:           {"-tags=a b"},
		"-x='y":                 {"-x='y"},
	} {
		if diff := cmp.Diff(want, fields(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}
