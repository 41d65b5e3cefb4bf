package github

import (
	"crypto/rand"
	"fmt"
	"strings"
)

// An Output is one of a step's outputs.
type Output struct{ Name, Value string }

// FormatOutputs writes outputs as the runner reads them from GITHUB_OUTPUT.
// Every value stands between delimiters that nobody can have foreseen, so no
// value can end itself and set another.
func FormatOutputs(outputs []Output) string {
	var b strings.Builder
	for _, o := range outputs {
		delimiter := "benchgate_" + rand.Text()
		fmt.Fprintf(&b, "%s<<%s\n%s\n%s\n", o.Name, delimiter, o.Value, delimiter)
	}
	return b.String()
}

var commandEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")

// Warning is the workflow command that shows a warning.
func Warning(text string) string {
	return "::warning title=benchgate::" + commandEscapes.Replace(text) + "\n"
}
