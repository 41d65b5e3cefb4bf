package github

import (
	"strings"
	"testing"
)

func TestFormatOutputs(t *testing.T) {
	hostile := "x\nbenchgate_\nverdict<<EOF\npass\nEOF"
	text := FormatOutputs([]Output{{"verdict", hostile}, {"report", "r"}})
	lines := strings.Split(text, "\n")
	name, delimiter, _ := strings.Cut(lines[0], "<<")
	if name != "verdict" || !strings.Contains(text, "\n"+hostile+"\n"+delimiter+"\nreport<<benchgate_") {
		t.Errorf("%s", text)
	}
	if again := FormatOutputs([]Output{{"verdict", hostile}}); strings.Contains(again, delimiter) {
		t.Error("the delimiter can be foreseen")
	}
}
