//go:build !naive

// Package lines counts lines of a file.
package lines

import (
	"bufio"
	"bytes"
	"os"
)

// Count holds one line at a time.
func Count(name, word string) (n int, err error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	want := []byte(word)
	lines := bufio.NewScanner(f)
	lines.Buffer(make([]byte, 64<<10), 1<<20)
	for lines.Scan() {
		if bytes.Contains(lines.Bytes(), want) {
			n++
		}
	}
	return n, lines.Err()
}
