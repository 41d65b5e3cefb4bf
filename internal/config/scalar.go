package config

import (
	"fmt"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/perf/benchunit"

	"github.com/benchgate/benchgate/internal/buildflag"
	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/words"
)

var textTags = []string{"!!str"}

// text is a text on one line that all checks accept.
func text(want, example string, checks ...func(string) error) scalar {
	return scalar{
		want: want, tags: textTags,
		json: schema{"type": "string", "minLength": 1, "examples": []any{example}},
		read: func(_ *decoder, s string) (any, error) {
			if strings.TrimSpace(s) == "" {
				return nil, wrong("such as "+example, "expected %s, found an empty text", want)
			}
			for _, check := range append([]func(string) error{onLine}, checks...) {
				if err := check(s); err != nil {
					return nil, err
				}
			}
			return s, nil
		},
	}
}

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
func command() scalar {
	c := text("a command", "go generate ./...")
	read := c.read
	c.read = func(d *decoder, s string) (any, error) {
		_, err := read(d, strings.NewReplacer("\n", " ", "\t", " ").Replace(s))
		return s, err
	}
	return c
}

// envValue is the value of an environment variable; numbers stand for their
// text as written.
func envValue() scalar {
	return scalar{
		want: "a text", tags: []string{"!!str", "!!int", "!!float", "!!bool", "!!timestamp"},
		json: schema{"type": []any{"string", "number", "boolean"}},
		read: func(_ *decoder, s string) (any, error) {
			if strings.ContainsRune(s, 0) {
				return nil, wrong("remove it", "the text contains the control character U+0000")
			}
			return s, nil
		},
	}
}

var envName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

func checkEnvName(name string) (string, error) {
	if !envName.MatchString(name) {
		return "", wrong("such as GOGC", "%s is not a name for a variable", quote(name))
	}
	return name, nil
}

func notFlag(s string) error {
	if strings.HasPrefix(s, "-") {
		return wrong("flags go under build-flags", "%s is a flag, not a package", quote(s))
	}
	return nil
}

func isBuildFlag(s string) error {
	if err := buildflag.Check(s); err != nil {
		return wrong("one build flag of go test an element, its value behind =, such as -tags=integration", "%v", err)
	}
	return nil
}

// isGlob checks a slash-separated pattern below the repository's root.
func isGlob(s string) error {
	if strings.HasPrefix(s, "/") || strings.Contains("/"+s+"/", "/../") || strings.Contains(s, `\`) {
		return wrong("write it from the repository's root, with slashes", "%s leaves the repository", quote(s))
	}
	for segment := range strings.SplitSeq(s, "/") {
		if _, err := path.Match(segment, ""); err != nil {
			return wrong("close the bracket", "%s is not a file pattern", quote(s))
		}
	}
	return nil
}

// isBenchmark checks the literal name of a benchmark.
func isBenchmark(s string) error {
	if strings.HasPrefix(s, "Benchmark") && len(s) > len("Benchmark") {
		return withoutBenchmark(quote(s))
	}
	return nil
}

func withoutBenchmark(what string) error {
	return wrong("remove the word Benchmark, which is no part of a name here", "%s would match nothing", what)
}

// unit is the name of a unit, kept in its canonical form.
func unit() scalar {
	s := text("a unit", "sec/op")
	s.read = func(_ *decoder, s string) (any, error) { return unitName(s) }
	return s
}

// unitName checks a unit and returns its canonical form.
func unitName(written string) (string, error) {
	if written == "" || strings.ContainsFunc(written, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }) {
		return "", wrong("a unit is written as in the output of go test, such as ns/op", "%s is not a unit", quote(written))
	}
	_, unit := benchunit.Tidy(1, written)
	return unit, nil
}

// byUnit is a mapping from units; what stands behind one may depend on it.
func byUnit(want string, item func(unit string) value) mapping {
	return mapping{want: want, name: unitName, json: schema{"type": "string", "pattern": `^\S+$`}, item: item}
}

// oneOf is a word from a list.
func oneOf[V ~string](values ...V) scalar {
	names := make([]string, len(values))
	for i, w := range values {
		names[i] = string(w)
	}
	return word("value", strings.Join(names, ", "), names, values)
}

func direction() scalar {
	return word("direction", "lower or higher", []string{"lower", "higher"}, []compare.Direction{compare.Lower, compare.Higher})
}

// word is a name that stands for a value.
func word[V comparable](what, want string, names []string, values []V) scalar {
	return scalar{
		want: want, tags: textTags, json: schema{"enum": names},
		read: func(_ *decoder, s string) (any, error) {
			if i := slices.Index(names, s); i >= 0 {
				return values[i], nil
			}
			return nil, wrong(didYouMean(s, names), "unknown %s %s", what, quote(s))
		},
		write: func(v reflect.Value) string {
			if i := slices.Index(values, v.Convert(reflect.TypeFor[V]()).Interface().(V)); i >= 0 {
				return names[i]
			}
			return "" // left out
		},
	}
}

func boolean() scalar {
	return scalar{
		want: "true or false", tags: []string{"!!bool"}, json: schema{"type": "boolean"},
		read: func(_ *decoder, s string) (any, error) {
			if s != "true" && s != "false" {
				return nil, wrong("write true or false", "%s is neither true nor false", quote(s))
			}
			return s == "true", nil
		},
	}
}

// onlyVersion is the version of the file's format: there is one so far.
func onlyVersion() scalar {
	const version = 1
	only := strconv.Itoa(version)
	return scalar{
		want: "the version " + only, tags: []string{"!!int"}, json: schema{"const": version, "examples": []any{version}},
		read: func(_ *decoder, s string) (any, error) {
			if s != only {
				return nil, wrong("this benchgate knows version "+only, "unknown version %s", quote(s))
			}
			return version, nil
		},
		write: func(reflect.Value) string { return only },
	}
}

const dateLayout = "2006-01-02"

func date() scalar {
	return scalar{
		want: "a date", tags: []string{"!!timestamp", "!!str"},
		json: schema{"type": "string", "format": "date", "pattern": `^\d{4}-\d{2}-\d{2}$`, "examples": []any{"2027-03-01"}},
		read: func(_ *decoder, s string) (any, error) {
			t, err := time.Parse(dateLayout, s)
			if err != nil {
				return nil, wrong("write year-month-day, such as 2027-03-01", "%s is not a date", quote(s))
			}
			return t, nil
		},
		write: func(v reflect.Value) string { return v.Interface().(time.Time).UTC().Format(dateLayout) },
	}
}

// mostDuration bounds budget and timeout; it is longer than a CI job may run.
const mostDuration = 24 * time.Hour

// duration is a time above zero, of at most a day. With a word given, that word
// stands for zero.
func duration(word string) scalar {
	s := scalar{
		want: "a duration such as 10m", tags: textTags,
		json: schema{"type": "string", "pattern": `^([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|ms|s|m|h)`, "examples": []any{"10m"}},
		read: func(_ *decoder, s string) (any, error) {
			if word != "" && s == word {
				return time.Duration(0), nil
			}
			return parseDuration(s)
		},
		write: func(v reflect.Value) string {
			if v.IsZero() && word != "" {
				return word
			}
			return words.ShortDuration(v.Interface().(time.Duration))
		},
	}
	if word != "" {
		s.want += ", or " + word
		s.json = schema{"anyOf": []any{s.json, schema{"const": word}}}
	}
	return s
}

func parseDuration(s string) (time.Duration, error) {
	v, err := time.ParseDuration(s)
	switch {
	case err != nil && strings.Trim(s, "0123456789") == "" && s != "":
		return 0, wrong(fmt.Sprintf("write %sm or %[1]ss", s), "%s is not a duration", quote(s))
	case err != nil:
		return 0, wrong("write a number with ms, s, m or h, such as 10m", "%s is not a duration", quote(s))
	case v <= 0:
		return 0, wrong("such as 10m", "a duration must be more than zero")
	case v > mostDuration:
		return 0, wrong("the largest is 24h", "%s is too long", quote(s))
	}
	return v, nil
}
