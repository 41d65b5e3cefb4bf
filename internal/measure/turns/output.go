package turns

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
)

// tailSize bounds what is kept of a process's output, and of a panic in it.
const (
	tailSize  = 8 << 10
	panicSize = 1 << 10
)

// An output keeps the end of what a process printed, and the start of its last
// panic, which a long dump of goroutines would push out of the end. The zero
// value is ready. It may be used from several goroutines.
type output struct {
	mu    sync.Mutex
	tail  []byte
	total int64
	start []byte // of the line being written
	crash []byte
	in    bool // the lines now belong to crash
}

// Write implements io.Writer and never fails.
func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.total += int64(len(b))
	o.tail = append(o.tail, b[max(0, len(b)-tailSize):]...)
	// Moving only when the buffer has doubled keeps writing linear.
	if len(o.tail) > 2*tailSize {
		o.tail = append(o.tail[:0], o.tail[len(o.tail)-tailSize:]...)
	}
	for line := range bytes.Lines(b) {
		o.look(line)
	}
	return len(b), nil
}

// look takes a line or a part of one.
func (o *output) look(part []byte) {
	if room := panicSize - len(o.start); room > 0 {
		o.start = append(o.start, part[:min(room, len(part))]...)
	}
	if part[len(part)-1] != '\n' {
		return
	}
	for _, sign := range []string{"panic: ", "fatal error: ", "SIGSEGV: ", "SIGABRT: "} {
		if bytes.HasPrefix(o.start, []byte(sign)) {
			o.crash, o.in = o.crash[:0], true
		}
	}
	if o.in && len(o.crash)+len(o.start) <= panicSize {
		o.crash = append(o.crash, o.start...)
	} else {
		o.in = false
	}
	o.start = o.start[:0]
}

// panic returns the start of the last panic, empty without one.
func (o *output) panic() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return strings.TrimSpace(string(o.crash))
}

// String returns the end of the output and says how much is missing before it.
func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	end := o.tail[max(0, len(o.tail)-tailSize):]
	if missing := o.total - int64(len(end)); missing > 0 {
		return fmt.Sprintf("[%d bytes before this are not shown]\n%s", missing, end)
	}
	return string(end)
}
