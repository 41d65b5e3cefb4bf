package config

import (
	"strings"

	"github.com/benchgate/benchgate/internal/spelling"
)

// Nearest returns the candidate that word is most likely a misspelling of, as
// spelling.Nearest.
func Nearest(word string, candidates []string) string { return spelling.Nearest(word, candidates) }

// didYouMean returns a hint for an unknown word, listing what is known where
// nothing is near.
func didYouMean(word string, candidates []string) string {
	if near := Nearest(word, candidates); near != "" {
		return "did you mean " + near + "?"
	}
	return "known are " + strings.Join(candidates, ", ")
}
