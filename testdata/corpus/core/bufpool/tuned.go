//go:build !naive

// Package bufpool encodes records.
package bufpool

import (
	"bytes"
	"sync"
)

var buffers = sync.Pool{New: func() any { return bytes.NewBuffer(make([]byte, 0, capacity)) }}

// buffer returns one that was used before, if there is one.
func buffer() *bytes.Buffer {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	return b
}

func release(b *bytes.Buffer) { buffers.Put(b) }
