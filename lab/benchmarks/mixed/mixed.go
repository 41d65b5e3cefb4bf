// Package mixed is what the experiments on the engines measure: small pieces
// of ordinary Go, each of another kind of cost. Its functions are edited by the
// experiment on layouts, in ways that must not change what they cost.
package mixed

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"strings"
)

// An Order is what is marshalled and unmarshalled.
type Order struct {
	ID       int               `json:"id"`
	Customer string            `json:"customer"`
	Lines    []Line            `json:"lines"`
	Notes    map[string]string `json:"notes"`
	Paid     bool              `json:"paid"`
}

// A Line is one line of an Order.
type Line struct {
	Article string  `json:"article"`
	Count   int     `json:"count"`
	Price   float64 `json:"price"`
}

// Sample returns an order with a number of lines.
func Sample(lines int) Order {
	o := Order{ID: 4711, Customer: "Ada", Notes: map[string]string{"gift": "yes", "floor": "second"}}
	for i := range lines {
		o.Lines = append(o.Lines, Line{Article: strings.Repeat("x", 3+i%5), Count: i, Price: 1.25 * float64(i)})
	}
	return o
}

// Encode returns the order as JSON.
func Encode(o Order) ([]byte, error) { return json.Marshal(o) }

// Decode is the inverse of Encode.
func Decode(text []byte) (o Order, err error) {
	err = json.Unmarshal(text, &o)
	return o, err
}

// Search returns the index of the first element of sorted that is at least x.
func Search(sorted []int, x int) int {
	low, high := 0, len(sorted)
	for low < high {
		pivot := int(uint(low+high) >> 1)
		if sorted[pivot] < x {
			low = pivot + 1
		} else {
			high = pivot
		}
	}
	return low
}

// Noise fills a slice with numbers that look random and are always the same.
func Noise(n int) []int {
	xs := make([]int, n)
	state := uint32(2463534242)
	for i := range xs {
		state ^= state << 13
		state ^= state >> 17
		state ^= state << 5
		xs[i] = int(state >> 1)
	}
	return xs
}

// Insertion sorts in place.
func Insertion(xs []int) {
	for i := 1; i < len(xs); i++ {
		x, j := xs[i], i
		for ; j > 0 && xs[j-1] > x; j-- {
			xs[j] = xs[j-1]
		}
		xs[j] = x
	}
}

// Join builds a text from parts.
func Join(parts []string) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p)
		b.WriteByte(' ')
	}
	return b.String()
}

// Squeeze compresses data into out, which it empties first.
func Squeeze(w *gzip.Writer, out *bytes.Buffer, data []byte) error {
	out.Reset()
	w.Reset(out)
	if _, err := w.Write(data); err != nil {
		return err
	}
	return w.Close()
}

// Stretch is the inverse of Squeeze.
func Stretch(data []byte) (int64, error) {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return 0, err
	}
	return io.Copy(io.Discard, r)
}

// Spin computes for a number of steps without touching memory.
func Spin(steps int) uint64 {
	x := uint64(88172645463325252)
	for range steps {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	return x
}
