//go:build naive

// Package prealloc collects results.
package prealloc

// Squares lets the slice grow as it goes.
func Squares(n int) []int {
	var out []int
	for i := range n {
		out = append(out, i*i)
	}
	return out
}
