//go:build !naive

// Package readbuf reads a file's records.
package readbuf

import (
	"bufio"
	"io"
)

// buffered reads 64 KiB at a time.
func buffered(r io.Reader) io.Reader { return bufio.NewReaderSize(r, 64<<10) }
