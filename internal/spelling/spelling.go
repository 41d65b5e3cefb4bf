// Package spelling finds what a misspelt word was meant to be. It is pure.
package spelling

import "strings"

// Nearest returns the candidate that word is most likely a misspelling of, or
// "" if none is near: at most a third of the longer word may differ. Letter
// case does not count.
func Nearest(word string, candidates []string) string {
	const longest = 64 // nothing anyone means to type is longer
	if len(word) > longest {
		return ""
	}
	best, bestDistance := "", 0
	for _, c := range candidates {
		d := Distance(word, c)
		if d > max(1, max(len(word), len(c))/3) || d >= max(len(word), len(c)) {
			continue
		}
		if best == "" || d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

// Distance counts the characters to insert, delete, replace or swap with their
// neighbour that turn a into b (optimal string alignment). Letter case does not
// count.
func Distance(a, b string) int {
	ra, rb := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	var before []int
	above := make([]int, len(rb)+1)
	for j := range above {
		above[j] = j
	}
	for i := range ra {
		row := make([]int, len(rb)+1)
		row[0] = i + 1
		for j := range rb {
			cost := 1
			if ra[i] == rb[j] {
				cost = 0
			}
			row[j+1] = min(above[j+1]+1, row[j]+1, above[j]+cost)
			if i > 0 && j > 0 && ra[i] == rb[j-1] && ra[i-1] == rb[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, above = above, row
	}
	return above[len(rb)]
}
