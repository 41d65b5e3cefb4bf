// Package machine describes the machine that measures.
package machine

import (
	"bufio"
	"os"
	"runtime"
	"strings"
)

// A Machine is what a figure needs beside it to mean something.
type Machine struct {
	GOOS, GOARCH string
	CPU          string // model name, empty where the system does not say
	CPUs         int    // usable by this process
}

// Describe looks at the machine it runs on.
func Describe() Machine {
	return Machine{GOOS: runtime.GOOS, GOARCH: runtime.GOARCH, CPU: model(), CPUs: runtime.NumCPU()}
}

// cpuModel reads Linux's table of processors; other systems have none there.
func cpuModel(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	for sc := bufio.NewScanner(f); sc.Scan(); {
		key, value, ok := strings.Cut(sc.Text(), ":")
		if ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
