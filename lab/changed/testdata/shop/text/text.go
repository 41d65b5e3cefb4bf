// Package text is imported by all.
package text

import "strings"

func Clean(s string) string {
	if len(s) > 100 {
		s = s[:100]
	}
	return strings.TrimSpace(s)
}

func unused(n int) int { return n + 1 }
