// Package causes has one function for every kind of cause.
package causes

import (
	"fmt"
	"sync"
)

// Checksum calls mix for every byte.
func Checksum(b []byte) (sum uint64) {
	for _, c := range b {
		sum = mix(sum, uint64(c))
	}
	return sum
}

func mix(sum, c uint64) uint64 {
	for range 3 {
		sum = (sum ^ c) * 0x100000001b3
	}
	return sum
}

// Upper turns letters into capitals.
func Upper(b []byte) []byte {
	b = append([]byte(nil), b...)
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
	if x > 1<<31 {
		complain("the square of %d is too large", x)
		complain("the largest that has one is %d", 1<<31)
	}
	return (x*x ^ x>>3) * 0x9e3779b97f4a7c15 >> 7
}

func complain(format string, x uint64) {
	fmt.Printf(format, x)
}

// A Counter counts.
type Counter struct {
	mu     sync.Mutex
	n      uint64
	shared uint64
}

// Add adds.
func (c *Counter) Add(d uint64) {
	c.mu.Lock()
	c.n += d
	c.mu.Unlock()
}

// Share adds for several goroutines.
func (c *Counter) Share(d uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shared += d
}

// A Record is copied around.
type Record struct {
	body [2048]byte
}

// Snapshot copies a record.
func Snapshot(to, from *Record) {
	*to = *from
}

// Encode returns a message.
func Encode(b []byte) []byte {
	return append(make([]byte, 0, 8192), b...)
}
