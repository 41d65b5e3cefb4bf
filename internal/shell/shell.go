// Package shell puts the words of a command line together and takes them apart.
package shell

import "strings"

// Quote makes one word of a shell's command line.
func Quote(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./=+:@,", r)
	}
	if word != "" && strings.TrimFunc(word, plain) == "" {
		return word
	}
	return Quoted(word)
}

// Quoted is Quote that quotes what would stand for itself, too.
func Quoted(word string) string { return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'" }

// Split takes apart what Quote and spaces put together.
func Split(s string) (words []string, ok bool) {
	var word strings.Builder
	started, quoted := false, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\'':
			quoted, started = !quoted, true
		case quoted:
			word.WriteByte(c)
		case c == '\\' && i+1 < len(s):
			i++
			word.WriteByte(s[i])
			started = true
		case c == ' ':
			if started {
				words = append(words, word.String())
			}
			word.Reset()
			started = false
		default:
			word.WriteByte(c)
			started = true
		}
	}
	if started {
		words = append(words, word.String())
	}
	return words, !quoted
}
