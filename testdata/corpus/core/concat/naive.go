//go:build naive

// Package concat joins words.
package concat

// Join copies all that it has for every word.
func Join(words []string) string {
	s := ""
	for _, w := range words {
		s += w
		s += " "
	}
	return s
}
