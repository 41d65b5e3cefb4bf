package config

import (
	"bytes"

	"gopkg.in/yaml.v3"
)

// Show returns the settings as a policy file that has every key: Parse of it
// gives the same settings again. Two things have no key and are not shown:
// Policy.Alpha, which is the gate's promise, and how a text was written.
func Show(s Settings) []byte {
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(settingsCodec().encode(s)); err != nil {
		panic(err) // a bytes.Buffer and our own nodes: no way to fail
	}
	if err := enc.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// Set sets one scalar key from text, as from a flag or an environment variable:
// bench, budget, timeout, engine, explain, strict, or a key below on ("on.removed"). The
// value is checked as in a file. A key that is unknown or no single value is an
// error, and so is a value that does not fit; s is unchanged then.
func Set(s *Settings, key, value string) error {
	if key == "version" {
		return wrong("", "version belongs to the policy file")
	}
	return settingsObject().parse(key, value, s)
}
