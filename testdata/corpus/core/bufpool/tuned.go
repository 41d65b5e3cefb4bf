//go:build !naive

// Package bufpool encodes records.
package bufpool

import (
	"bytes"
	"sync"
)

var buffers = sync.Pool{New: func() any { return bytes.NewBuffer(make([]byte, 0, 64<<10)) }}

// buffer returns one that was used before, if there is one.
func buffer() (b *bytes.Buffer, release func()) {
	b = buffers.Get().(*bytes.Buffer)
	b.Reset()
	return b, func() { buffers.Put(b) }
}
