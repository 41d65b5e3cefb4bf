package config

import (
	"strings"
	"time"
)

// mostDuration bounds budget and timeout; it is longer than a CI job may run.
const mostDuration = 24 * time.Hour

// duration is a time above zero, of at most a day. With a word given, that word
// stands for zero.
func duration(word string) codec[time.Duration] {
	want := "a duration such as 10m"
	sch := schema{"type": "string", "pattern": `^([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|ms|s|m|h)`, "examples": []any{"10m"}}
	if word != "" {
		want += ", or " + word
		sch = schema{"anyOf": []any{sch, schema{"const": word}}}
	}
	return scalar[time.Duration]{
		want: want, tags: textTags,
		parse: func(s string) (time.Duration, error) {
			if word != "" && s == word {
				return 0, nil
			}
			return parseDuration(s)
		},
		format: func(v time.Duration) string {
			if v == 0 && word != "" {
				return word
			}
			return FormatDuration(v)
		},
		schema: sch,
	}.codec()
}

func parseDuration(s string) (time.Duration, error) {
	v, err := time.ParseDuration(s)
	switch {
	case err != nil && strings.Trim(s, "0123456789") == "" && s != "":
		return 0, wrong("write "+s+"m or "+s+"s", "%s is not a duration", quote(s))
	case err != nil:
		return 0, wrong("write a number with ms, s, m or h, such as 10m", "%s is not a duration", quote(s))
	case v <= 0:
		return 0, wrong("such as 10m", "a duration must be more than zero")
	case v > mostDuration:
		return 0, wrong("the largest is 24h", "%s is too long", quote(s))
	}
	return v, nil
}

// FormatDuration is a duration as a person writes it, and as the policy file has
// it: Duration.String without the parts that are zero, 1m rather than 1m0s.
func FormatDuration(v time.Duration) string {
	s := v.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}
