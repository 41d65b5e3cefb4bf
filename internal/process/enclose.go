package process

import (
	"fmt"
	"os"
	"strings"

	"github.com/benchgate/benchgate/internal/child"
	"github.com/benchgate/benchgate/internal/secret"
)

// Enclose keeps the code that is measured from what processes above this one hold:
// their environment is not ours to clean, and whoever is the same user can read it.
// The warning says what that code can read all the same; "" for nothing.
func Enclose() (warning string) {
	holder, name := secretAbove(os.Getppid())
	if name == "" {
		return ""
	}
	if err := child.Enclose(); err != nil {
		return fmt.Sprintf("%s, a parent of benchgate, holds %s, and benchmarks can read it: start benchgate where that is not set (%v)", holder, name, err)
	}
	return ""
}

// secretAbove names the nearest process above that was started with a secret, and
// the variable; "" where there is none, or where that cannot be read.
func secretAbove(pid int) (process, variable string) {
	for pid > 0 {
		text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/environ", pid))
		env := strings.Split(string(text), "\x00")
		if name := secret.First(env); name != "" {
			comm, _ := os.ReadFile(fmt.Sprintf("/proc/%d/comm", pid))
			return strings.TrimSpace(string(comm)), name
		}
		pid = parentOf(pid)
	}
	return "", ""
}

// parentOf is the parent of a process, 0 where that is not known.
func parentOf(pid int) int {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	// The name before it stands in brackets, and may hold anything.
	_, rest, _ := strings.Cut(string(text[strings.LastIndexByte(string(text), ')')+1:]), " ")
	parent, state := 0, ""
	if _, err := fmt.Sscan(rest, &state, &parent); err != nil {
		return 0
	}
	return parent
}
