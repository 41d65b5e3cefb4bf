package benchfile

import (
	"bytes"
	"io"
)

// maxLine bounds a line. benchstat reads no longer ones.
const maxLine = 64<<10 - 1

// lines splits a text at its line ends: LF, CRLF, or a lone CR.
type lines struct {
	r   io.Reader
	buf []byte
	at  int // where the next line starts in buf
	// lf is the place of the next LF, where known: at or behind at. none is set
	// where buf has none.
	lf   int
	none bool

	err error
	// long is set where the line was longer than maxLine: its middle is missing.
	long bool
	// cut is set where the text ended without a line end.
	cut bool
	// afterCR is set where the last line ended in a CR, which an LF may follow.
	afterCR bool
}

func newLines(r io.Reader) *lines { return &lines{r: r, buf: make([]byte, 0, 4*chunk), lf: -1} }

// next returns the next line without its end, valid until next is called again.
func (l *lines) next() (line []byte, ok bool) {
	l.long = false
	for {
		if line, ok := l.split(); ok {
			return line, true
		}
		if l.err != nil {
			return l.last()
		}
		l.fill()
	}
}

// split takes a line off the buffer, if a whole one is there.
func (l *lines) split() (line []byte, ok bool) {
	if l.afterCR && l.at < len(l.buf) {
		l.afterCR = false
		if l.buf[l.at] == '\n' {
			l.at++
		}
	}
	if l.lf < l.at && !l.none {
		i := bytes.IndexByte(l.buf[l.at:], '\n')
		l.lf, l.none = l.at+i, i < 0
	}
	end := l.lf
	if l.none {
		end = len(l.buf)
	}
	if cr := bytes.IndexByte(l.buf[l.at:end], '\r'); cr >= 0 {
		end = l.at + cr
		l.afterCR = true
	} else if l.none {
		return nil, false
	}
	line = l.buf[l.at:end]
	l.at = end + 1
	if len(line) > maxLine {
		line = l.squeeze(line)
	}
	return line, true
}

// last returns what follows the last line end.
func (l *lines) last() (line []byte, ok bool) {
	line = l.buf[l.at:]
	l.at, l.cut = len(l.buf), true
	if len(line) > maxLine {
		line = l.squeeze(line)
	}
	return line, len(line) > 0
}

// fill reads more behind what is left. Of a line that does not end it keeps the
// first and the last part.
func (l *lines) fill() {
	if l.at > 0 {
		l.buf = l.buf[:copy(l.buf, l.buf[l.at:])]
		l.at = 0
	}
	l.lf, l.none = -1, false
	if len(l.buf) > 2*chunk {
		l.buf = l.squeeze(l.buf)
	}
	n, err := l.r.Read(l.buf[len(l.buf):cap(l.buf)])
	l.buf = l.buf[:len(l.buf)+n]
	l.err = err
}

// squeeze takes the middle out of a line.
func (l *lines) squeeze(line []byte) []byte {
	l.long = true
	return squeeze(line)
}

func squeeze(line []byte) []byte {
	const half = maxLine / 2
	return append(line[:half], line[len(line)-half:]...)
}
