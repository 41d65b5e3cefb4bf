package config

import "strings"

// beginner is the order in which who begins reads about the keys.
var beginner = []string{"version", "packages", "bench", "budget", "timeout", "thresholds", "ignore", "on", "rules", "inputs", "prepare", "build-flags"}

// Starter is a policy file for who has none: the defaults, each with a comment
// that says what it does, and what else is often needed as comments. Found are
// lines about the repository, for a comment at its head; they may hold anything.
func Starter(found ...string) string {
	text := `# What benchgate holds this repository's benchmarks to. It is yours to change:
# "benchgate config verify" finds mistakes, "benchgate run" tries it.
#
`
	for _, line := range found {
		text += "# " + strings.Map(noControl, strings.ToValidUTF8(line, "?")) + "\n"
	}
	for _, name := range beginner {
		text += file.key(name).begin
	}
	return text
}

// noControl keeps a comment a comment.
func noControl(r rune) rune {
	if r < ' ' || r == 0x7f || r == '\u0085' || r == '\u2028' || r == '\u2029' {
		return ' '
	}
	return r
}
