package config

import (
	"strings"
	"unicode"
)

// textOf is a text that check accepts; it is called after what no text may be
// was refused.
func textOf(want, example string, check func(string) error) codec[string] {
	return scalar[string]{
		want: want, tags: textTags,
		parse: func(s string) (string, error) {
			if strings.TrimSpace(s) == "" {
				return "", wrong("such as "+example, "expected %s, found an empty text", want)
			}
			if err := onLine(s); err != nil {
				return "", err
			}
			return s, check(s)
		},
		format: func(s string) string { return s },
		schema: schema{"type": "string", "minLength": 1, "examples": []any{example}},
	}.codec()
}

func anything(string) error { return nil }

// onLine refuses characters that cannot be shown on one line.
func onLine(s string) error {
	for _, r := range s {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\ufeff' {
			return wrong("remove it", "the text contains the control character %U", r)
		}
	}
	return nil
}

// command is a shell command, which may go over several lines.
func command() codec[string] {
	c := textOf("a command", "go generate ./...", anything)
	return scalar[string]{
		want: "a command", tags: textTags,
		parse: func(s string) (string, error) {
			if strings.TrimSpace(s) == "" {
				return "", wrong("such as go generate ./...", "expected a command, found an empty text")
			}
			return s, onLine(strings.NewReplacer("\n", "", "\t", "").Replace(s))
		},
		format: func(s string) string { return s },
		schema: c.schema,
	}.codec()
}

// variable is the value of an environment variable; numbers stand for their
// text as written.
func variable() codec[string] {
	return scalar[string]{
		want: "a text", tags: anyTags,
		parse: func(s string) (string, error) {
			if strings.ContainsRune(s, 0) {
				return "", wrong("remove it", "the text contains the control character U+0000")
			}
			return s, nil
		},
		format: func(s string) string { return s },
		schema: schema{"type": []any{"string", "number", "boolean"}},
	}.codec()
}
