package readbuf

import (
	"errors"
	"io"
	"os"
)

// Sum adds up the first bytes of a file's records of 256 bytes.
func Sum(name string) (sum int, err error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	r := buffered(f)
	var record [256]byte
	for {
		_, err := io.ReadFull(r, record[:])
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return sum, nil
		} else if err != nil {
			return sum, err
		}
		sum += int(record[0])
	}
}
