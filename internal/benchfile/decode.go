package benchfile

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

// Text returns the text of a file as UTF-8 without a byte order mark, whatever
// the form that its first bytes tell: plain, gzip, or UTF-16. It reads on as it
// is read from.
func Text(r io.Reader) (io.Reader, error) {
	in := bufio.NewReaderSize(r, chunk)
	first, err := peek(in)
	if err != nil {
		return nil, err
	}
	if bytes.HasPrefix(first, []byte{0x1f, 0x8b}) {
		zip, err := gzip.NewReader(in)
		if err != nil {
			return nil, err
		}
		in = bufio.NewReaderSize(named{zip}, chunk)
		if first, err = peek(in); err != nil {
			return nil, err
		}
		if bytes.HasPrefix(first, []byte{0x1f, 0x8b}) {
			return nil, errors.New("gzip inside of gzip: unpack it once")
		}
	}
	for _, f := range foreign {
		if bytes.HasPrefix(first, []byte(f.magic)) {
			return nil, fmt.Errorf("the file is %s, which is not read: give the text or gzip", f.name)
		}
	}
	mark, order := encoding(first)
	if _, err := in.Discard(mark); err != nil {
		return nil, err
	}
	if order != nil {
		return &utf16Reader{r: in, order: order}, nil
	}
	return in, nil
}

// chunk is what is read at a time.
const chunk = 64 << 10

// peek returns the first bytes of a file, fewer where it is shorter.
func peek(in *bufio.Reader) ([]byte, error) {
	first, err := in.Peek(8)
	if err != nil && err != io.EOF {
		return nil, err
	}
	return first, nil
}

// named says of errors that they come from unpacking.
type named struct{ zip *gzip.Reader }

func (n named) Read(p []byte) (int, error) {
	k, err := n.zip.Read(p)
	if err != nil && err != io.EOF {
		err = fmt.Errorf("unpack gzip: %w", err)
	}
	return k, err
}

// foreign are forms that are recognized only to be named.
var foreign = []struct{ magic, name string }{
	{"\xff\xfe\x00\x00", "UTF-32"},
	{"\x00\x00\xfe\xff", "UTF-32"},
	{"PK\x03\x04", "a zip archive"},
	{"BZh", "compressed by bzip2"},
	{"\xfd7zXZ\x00", "compressed by xz"},
	{"\x28\xb5\x2f\xfd", "compressed by zstd"},
	{"\x7fELF", "a binary"},
}
