//go:build naive

// Package readbuf reads a file's records.
package readbuf

import "io"

// buffered returns the reader as it is: every record is a system call.
func buffered(r io.Reader) io.Reader { return r }
