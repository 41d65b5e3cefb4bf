package child

import (
	"os"
	"testing"
)

// TestGetenv holds that a variable has the value that os/exec gives to a child.
func TestGetenv(t *testing.T) {
	for _, tt := range []struct {
		env        []string
		name, want string
	}{
		{[]string{"PATH=a", "X=y", "PATH=b"}, "PATH", "b"},
		{[]string{"PATH=a", "PATH="}, "PATH", ""},
		{[]string{"PATHS=a", "X"}, "PATH", ""},
		{[]string{}, "PATH", ""},
		{[]string{"X=a=b"}, "X", "a=b"},
		{nil, "PATH", os.Getenv("PATH")},
	} {
		if got := Getenv(tt.env, tt.name); got != tt.want {
			t.Errorf("%s of %q is %q, want %q", tt.name, tt.env, got, tt.want)
		}
	}
}
