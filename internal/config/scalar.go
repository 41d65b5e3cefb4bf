package config

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/compare"
)

var (
	textTags    = []string{"!!str"}
	numberTags  = []string{"!!int", "!!float", "!!str"}
	anyTags     = []string{"!!str", "!!int", "!!float", "!!bool", "!!timestamp"}
	dateTags    = []string{"!!timestamp", "!!str"}
	booleanTags = []string{"!!bool"}
)

// oneOf is a word from a list.
func oneOf[V ~string](words ...V) codec[V] {
	names, values := make([]string, len(words)), make([]any, len(words))
	for i, w := range words {
		names[i], values[i] = string(w), string(w)
	}
	return scalar[V]{
		want: strings.Join(names, ", "), tags: textTags,
		parse: func(s string) (V, error) {
			if slices.Contains(names, s) {
				return V(s), nil
			}
			return "", wrong(didYouMean(s, names), "unknown value %s", quote(s))
		},
		format: func(v V) string { return string(v) },
		schema: schema{"enum": values},
	}.codec()
}

// direction is lower or higher.
func direction() codec[compare.Direction] {
	words := map[string]compare.Direction{"lower": compare.Lower, "higher": compare.Higher}
	return scalar[compare.Direction]{
		want: "lower or higher", tags: textTags,
		parse: func(s string) (compare.Direction, error) {
			if v, ok := words[s]; ok {
				return v, nil
			}
			return 0, wrong(didYouMean(s, []string{"lower", "higher"}), "unknown direction %s", quote(s))
		},
		format: func(v compare.Direction) string {
			if v == compare.Higher {
				return "higher"
			}
			return "lower"
		},
		schema: schema{"enum": []any{"lower", "higher"}},
	}.codec()
}

func boolean() codec[bool] {
	return scalar[bool]{
		want: "true or false", tags: booleanTags,
		parse: func(s string) (bool, error) {
			switch s {
			case "true":
				return true, nil
			case "false":
				return false, nil
			}
			return false, wrong("write true or false", "%s is neither true nor false", quote(s))
		},
		format: strconv.FormatBool,
		schema: schema{"type": "boolean"},
	}.codec()
}

// expression is a regular expression that has to match the whole of a name.
// None (nil) is shown as the empty text.
func expression(example string) codec[*regexp.Regexp] {
	const before, after = `^(?:`, `)$`
	return scalar[*regexp.Regexp]{
		want: "a regular expression", tags: textTags,
		within: func(d *decoder, s string) (*regexp.Regexp, error) {
			if s == "" {
				return nil, wrong("remove the key to match everything", "an empty expression matches nothing")
			}
			if err := onLine(s); err != nil {
				return nil, err
			}
			// By itself first: "a)(b" must not become valid by what we put around it.
			if _, err := d.compile(s, "see https://go.dev/s/re2syntax"); err != nil {
				return nil, err
			}
			re, err := regexp.Compile(before + s + after)
			if err != nil {
				return nil, wrong("make it shorter", "bad regular expression: %v", err)
			}
			return re, nil
		},
		format: func(re *regexp.Regexp) string {
			if re == nil {
				return ""
			}
			return strings.TrimSuffix(strings.TrimPrefix(re.String(), before), after)
		},
		schema: schema{"type": "string", "format": "regex", "minLength": 1, "examples": []any{example}},
	}.codec()
}

const dateLayout = "2006-01-02"

func date() codec[time.Time] {
	return scalar[time.Time]{
		want: "a date", tags: dateTags,
		parse: func(s string) (time.Time, error) {
			t, err := time.Parse(dateLayout, s)
			if err != nil {
				return time.Time{}, wrong("write year-month-day, such as 2027-03-01", "%s is not a date", quote(s))
			}
			return t, nil
		},
		format: func(t time.Time) string { return t.UTC().Format(dateLayout) },
		schema: schema{"type": "string", "format": "date", "pattern": `^\d{4}-\d{2}-\d{2}$`, "examples": []any{"2027-03-01"}},
	}.codec()
}
