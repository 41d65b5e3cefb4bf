// Package causes has one function for every kind of cause.
package causes

import "sync/atomic"

// Checksum calls mix for every byte.
func Checksum(b []byte) (sum uint64) {
	for _, c := range b {
		sum = mix(sum, uint64(c))
	}
	return sum
}

func mix(sum, c uint64) uint64 {
	return (sum ^ c) * 0x100000001b3
}

// Upper turns letters into capitals.
func Upper(b []byte) []byte {
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return b
}

// SumOfSquares adds up squares.
func SumOfSquares(b []byte) (sum uint64) {
	for _, c := range b {
		sum += square(uint64(c))
	}
	return sum
}

func square(x uint64) uint64 {
	return (x*x ^ x>>3) * 0x9e3779b97f4a7c15 >> 7
}

// A Counter counts.
type Counter struct {
	n      uint64
	shared atomic.Uint64
}

// Add adds.
func (c *Counter) Add(d uint64) {
	c.n += d
}

// Share adds for several goroutines.
func (c *Counter) Share(d uint64) {
	c.shared.Add(d)
}

// A Record is copied around.
type Record struct {
	body [256]byte
}

// Snapshot copies a record.
func Snapshot(to, from *Record) {
	*to = *from
}

// Encode returns a message.
func Encode(b []byte) []byte {
	return append(make([]byte, 0, 64), b...)
}
