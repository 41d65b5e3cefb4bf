package child

import (
	"os"
	"runtime"
	"slices"
	"strings"
)

// Getenv returns the value that a variable has for a child with the environment env,
// as os/exec takes it: nil is that of this process, and of several values the last
// one counts. It returns "" where the variable is not set.
func Getenv(env []string, name string) string {
	if env == nil {
		return os.Getenv(name)
	}
	for _, kv := range slices.Backward(env) {
		k, v, _ := strings.Cut(kv, "=")
		if k == name || runtime.GOOS == "windows" && strings.EqualFold(k, name) {
			return v
		}
	}
	return ""
}
