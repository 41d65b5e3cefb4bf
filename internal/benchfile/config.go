package benchfile

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSettings bounds the keys in force at a time. A file with more of them is a
// log of something else.
const maxSettings = 256

// A Setting is a line "key: value" above results.
type Setting struct{ Key, Value string }

// A Config is what stood above a result. Equal ones are one, for all files of a
// Reader. The zero value is that of a result with nothing above it.
type Config struct {
	Package string
	// Settings are those of the other keys, by key, without ignored ones.
	Settings []Setting
}

// Value returns the value of a key other than pkg, "" where there is none.
func (c *Config) Value(key string) string {
	i, ok := slices.BinarySearchFunc(c.Settings, key, func(s Setting, key string) int { return strings.Compare(s.Key, key) })
	if !ok {
		return ""
	}
	return c.Settings[i].Value
}

// settings are the lines in force, in the order in which their keys came.
type settings []Setting

// set puts a line in force; a value of "" takes its key away. It reports
// whether there was room.
func (s *settings) set(key, value string) bool {
	i := slices.IndexFunc(*s, func(have Setting) bool { return have.Key == key })
	switch {
	case value == "" && i >= 0:
		*s = slices.Delete(*s, i, i+1)
	case value == "":
	case i >= 0:
		(*s)[i].Value = value
	case len(*s) == maxSettings:
		return false
	default:
		*s = append(*s, Setting{key, value})
	}
	return true
}

// of returns the value of a key, "" where there is none.
func (s settings) of(key string) string {
	for _, have := range s {
		if have.Key == key {
			return have.Value
		}
	}
	return ""
}

// config returns the one Config for the settings.
func (r *Reader) config(s settings) *Config {
	c := &Config{}
	for _, have := range s {
		switch {
		case r.Ignore[have.Key]:
		case have.Key == "pkg":
			c.Package = have.Value
		default:
			c.Settings = append(c.Settings, have)
		}
	}
	slices.SortFunc(c.Settings, func(a, b Setting) int { return strings.Compare(a.Key, b.Key) })
	id := c.Package
	for _, s := range c.Settings {
		id += "\n" + s.Key + ": " + s.Value // no line holds a line end
	}
	if same := r.configs[id]; same != nil {
		return same
	}
	if r.configs == nil {
		r.configs = map[string]*Config{}
	}
	r.configs[id] = c
	return c
}

// setting splits a line "key: value" as the Go benchmark format has it. Space at
// its end does not count: Go prints it behind some names of CPUs, and editors
// take it away.
func setting(line []byte) (key, value string, ok bool) {
	i := 0
	for ; i < len(line) && line[i] != ':'; i++ {
		if c := line[i]; c == ' ' || c == '\t' || c >= 'A' && c <= 'Z' {
			return "", "", false
		}
	}
	if i == 0 || i == len(line) {
		return "", "", false
	}
	key, value = string(line[:i]), string(line[i+1:])
	first, _ := utf8.DecodeRuneInString(key)
	if !unicode.IsLower(first) || strings.ContainsFunc(key, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsUpper(r) }) {
		return "", "", false
	}
	trimmed := strings.TrimLeft(value, " \t")
	if trimmed == value && value != "" {
		return "", "", false
	}
	return key, strings.TrimRightFunc(trimmed, unicode.IsSpace), true
}
