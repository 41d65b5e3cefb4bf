//go:build !naive

// Package prealloc collects results.
package prealloc

// Squares allocates what it knows it needs.
func Squares(n int) []int {
	out := make([]int, 0, n)
	for i := range n {
		out = append(out, i*i)
	}
	return out
}
