package gotest

import (
	"bytes"
	"fmt"
	"strings"
)

// tailSize bounds what is kept of each output of a process, in bytes.
const tailSize = 8 << 10

// A tail keeps the end of what is written to it. The zero value is ready.
type tail struct {
	buf   []byte
	total int64
}

func (t *tail) Write(b []byte) (int, error) {
	t.total += int64(len(b))
	n := len(b)
	if n > tailSize {
		b = b[n-tailSize:]
	}
	t.buf = append(t.buf, b...)
	// Moving only when the buffer has doubled keeps writing linear.
	if len(t.buf) > 2*tailSize {
		t.buf = append(t.buf[:0], t.buf[len(t.buf)-tailSize:]...)
	}
	return n, nil
}

// String returns the end, from the start of a line where there is one, and
// says how much is missing before it.
func (t *tail) String() string {
	end := t.buf[max(0, len(t.buf)-tailSize):]
	if int64(len(end)) == t.total {
		return string(end)
	}
	if i := bytes.IndexByte(end, '\n'); i >= 0 && i+1 < len(end) {
		end = end[i+1:]
	}
	return fmt.Sprintf("[%d bytes before this are not shown]\n%s", t.total-int64(len(end)), end)
}

// A complaint is the start of what the go command printed on standard error, without what it
// downloads. The zero value is ready.
type complaint struct {
	head
	lines lines
}

func (s *complaint) Write(b []byte) (int, error) {
	if s.lines.each == nil {
		s.lines.each = func(line []byte) {
			if !bytes.HasPrefix(line, []byte("go: downloading ")) {
				_, _ = s.head.Write(append(bytes.Clone(line), '\n'))
			}
		}
	}
	return s.lines.Write(b)
}

// String returns the start without surrounding space.
func (s *complaint) String() string {
	s.lines.flush()
	return s.head.String()
}

// A head keeps the start of what is written to it. The zero value is ready.
type head struct {
	buf  []byte
	lost bool
}

func (h *head) Write(b []byte) (int, error) {
	room := min(len(b), tailSize-len(h.buf))
	h.buf = append(h.buf, b[:room]...)
	h.lost = h.lost || room < len(b)
	return len(b), nil
}

// String returns the start without surrounding space.
func (h *head) String() string {
	s := strings.TrimSpace(string(h.buf))
	if h.lost {
		s += "\n[more is not shown]"
	}
	return s
}

// A lines calls each for every line written to it, without the newline. Of a
// longer line only the last maxLine bytes are kept. The zero value without
// each is not valid.
type lines struct {
	each func(line []byte)
	part []byte
}

// maxLine bounds one line in bytes; a result line with thousands of custom
// units stays below it.
const maxLine = 256 << 10

func (l *lines) Write(b []byte) (int, error) {
	n := len(b)
	for {
		i := bytes.IndexByte(b, '\n')
		if i < 0 {
			l.keep(b)
			return n, nil
		}
		if len(l.part) == 0 && i <= maxLine {
			l.each(b[:i])
		} else {
			l.keep(b[:i])
			l.flush()
		}
		b = b[i+1:]
	}
}

func (l *lines) keep(b []byte) {
	if len(b) > maxLine {
		b = b[len(b)-maxLine:]
	}
	l.part = append(l.part, b...)
	if len(l.part) > 2*maxLine {
		l.part = append(l.part[:0], l.part[len(l.part)-maxLine:]...)
	}
}

// flush ends a last line that has no newline.
func (l *lines) flush() {
	if part := l.part[max(0, len(l.part)-maxLine):]; len(part) > 0 {
		l.each(part)
	}
	l.part = l.part[:0]
}
