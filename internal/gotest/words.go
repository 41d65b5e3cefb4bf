package gotest

import (
	"fmt"
	"strings"
)

// Ended says how a process ended and, in its own words, why: the last line that
// it printed, of which tail is the end.
func Ended(state fmt.Stringer, tail string) string { return saying(state.String(), tail) }

// saying adds to a message what the process said last.
func saying(message, tail string) string {
	if words := lastWords(tail); words != "" {
		return message + ": " + words
	}
	return message
}

// maxWords bounds the words in a message, in bytes; the whole is in the tail.
const maxWords = 500

// lastWords is the last line of an output that package testing does not print by
// itself; "" where there is none.
func lastWords(tail string) string {
	lines := strings.Split(tail, "\n")
	for i := len(lines) - 1; i >= 0; i-- {
		line := strings.TrimSpace(lines[i])
		if line == "" || routine(line) {
			continue
		}
		return line[:min(len(line), maxWords)]
	}
	return ""
}

// routine tells whether a line is one of package testing's own.
func routine(line string) bool {
	for _, start := range []string{"Benchmark", "goos: ", "goarch: ", "pkg: ", "cpu: ", "--- ", "ok  ", "exit status "} {
		if strings.HasPrefix(line, start) {
			return true
		}
	}
	return line == "PASS" || line == "FAIL"
}
