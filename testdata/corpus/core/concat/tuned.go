//go:build !naive

// Package concat joins words.
package concat

import "strings"

// Join allocates once.
func Join(words []string) string {
	size := 0
	for _, w := range words {
		size += len(w) + 1
	}
	var b strings.Builder
	b.Grow(size)
	for _, w := range words {
		b.WriteString(w)
		b.WriteByte(' ')
	}
	return b.String()
}
