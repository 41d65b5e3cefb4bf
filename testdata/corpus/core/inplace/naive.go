//go:build naive

// Package inplace filters a slice.
package inplace

// Even returns the even items in a new slice.
func Even(items []int) []int {
	var out []int
	for _, x := range items {
		if x%2 == 0 {
			out = append(out, x)
		}
	}
	return out
}
