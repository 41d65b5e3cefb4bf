//go:build !naive

// Package inplace filters a slice.
package inplace

// Even keeps the even items where they are; what was behind them is overwritten.
func Even(items []int) []int {
	out := items[:0]
	for _, x := range items {
		if x%2 == 0 {
			out = append(out, x)
		}
	}
	return out
}
