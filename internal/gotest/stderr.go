package gotest

import "strings"

// maxPanic bounds the lines of a panic that are kept: its message and the
// goroutine that panicked.
const maxPanic = 12

// A watch keeps the first lines of the last panic on standard error, which a
// long dump of goroutines would push out of a tail. The zero value is ready.
type watch struct {
	panic   []string
	reading bool
}

// line takes the next line of standard error.
func (w *watch) line(b []byte) {
	line := strings.TrimSuffix(string(b[:min(len(b), 512)]), "\r")
	for _, start := range []string{"panic: ", "fatal error: ", "SIGSEGV: ", "SIGABRT: "} {
		if strings.HasPrefix(line, start) {
			w.panic, w.reading = nil, true
		}
	}
	if w.reading {
		w.panic = append(w.panic, line)
		w.reading = len(w.panic) < maxPanic
	}
}

// message returns the first lines of the last panic, empty without one.
func (w *watch) message() string { return strings.TrimSpace(strings.Join(w.panic, "\n")) }

// exited returns the status of an os.Exit that package testing turned into a
// panic since it would have looked like success.
func (w *watch) exited() bool {
	return len(w.panic) > 0 && strings.HasPrefix(w.panic[0], "panic: unexpected call to os.Exit(0)")
}
