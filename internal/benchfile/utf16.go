package benchfile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// encoding returns the length of the byte order mark that a text begins with,
// and the order of UTF-16; nil for UTF-8. Without a mark, zeros between the
// first letters tell UTF-16.
func encoding(first []byte) (mark int, order binary.ByteOrder) {
	letter := func(i int) bool { return first[i] >= '\t' && first[i] < utf8.RuneSelf }
	switch {
	case bytes.HasPrefix(first, []byte("\xef\xbb\xbf")):
		return 3, nil
	case bytes.HasPrefix(first, []byte{0xff, 0xfe}):
		return 2, binary.LittleEndian
	case bytes.HasPrefix(first, []byte{0xfe, 0xff}):
		return 2, binary.BigEndian
	case len(first) < 4:
		return 0, nil
	case letter(0) && first[1] == 0 && letter(2) && first[3] == 0:
		return 0, binary.LittleEndian
	case first[0] == 0 && letter(1) && first[2] == 0 && letter(3):
		return 0, binary.BigEndian
	}
	return 0, nil
}

// A utf16Reader turns UTF-16 into UTF-8. Halves of a character that miss their
// other half become U+FFFD.
type utf16Reader struct {
	r     io.Reader
	order binary.ByteOrder

	raw  [chunk]byte
	n    int    // bytes of raw that wait for more
	out  []byte // converted and not yet read
	text []byte // the memory behind out
	seen int    // letters of "Benchmark" just seen as bytes
	err  error
}

var (
	errHalf  = errors.New("UTF-16 text ends in the middle of a character")
	errMixed = errors.New("the file changes from UTF-16 to another encoding: save each run in a file of its own")
)

// Read implements io.Reader.
func (u *utf16Reader) Read(p []byte) (int, error) {
	for len(u.out) == 0 {
		if u.err != nil {
			return 0, u.err
		}
		u.fill()
	}
	n := copy(p, u.out)
	u.out = u.out[n:]
	return n, nil
}

// fill converts the next piece.
func (u *utf16Reader) fill() {
	n, err := u.r.Read(u.raw[u.n:])
	n += u.n
	u.err = err
	if u.bytewise(u.raw[u.n:n]) {
		u.err = errMixed
		return
	}
	done := u.convert(u.raw[:n], err != nil)
	u.n = copy(u.raw[:], u.raw[done:n])
	if err == io.EOF && u.n > 0 {
		u.err = errHalf
	}
}

// bytewise reports whether the word Benchmark stands there with one byte a
// letter, where it would read as Chinese.
func (u *utf16Reader) bytewise(raw []byte) bool {
	for _, c := range raw {
		switch {
		case c == benchmarkWord[u.seen]:
			u.seen++
		case c == benchmarkWord[0]:
			u.seen = 1
		default:
			u.seen = 0
		}
		if u.seen == len(benchmarkWord) {
			return true
		}
	}
	return false
}

// convert returns how many bytes it converted. What may be half of a character
// is left, unless it is the last there is.
func (u *utf16Reader) convert(raw []byte, last bool) (done int) {
	u.text = u.text[:0]
	for ; done+2 <= len(raw); done += 2 {
		c := rune(u.order.Uint16(raw[done:]))
		if utf16.IsSurrogate(c) {
			if done+4 > len(raw) && !last {
				break
			}
			if done+4 <= len(raw) {
				if pair := utf16.DecodeRune(c, rune(u.order.Uint16(raw[done+2:]))); pair != utf8.RuneError {
					c = pair
					done += 2
				}
			}
		}
		u.text = utf8.AppendRune(u.text, c)
	}
	u.out = u.text
	return done
}
