package config

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestDocs holds the tables of docs/policy.md to the table of keys;
// go test ./internal/config -run TestDocs -update writes them.
func TestDocs(t *testing.T) {
	const path = "../../docs/policy.md"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	def := reflect.ValueOf(Default())
	defOn, _ := variable(def, "on")
	for name, want := range map[string]string{
		"keys":    tableOf(file, def),
		"rules":   tableOf(rule, reflect.Value{}),
		"waivers": tableOf(waiver, reflect.Value{}),
		"on":      tableOf(on, defOn),
	} {
		begin, end := "<!-- begin "+name+" -->\n", "<!-- end "+name+" -->\n"
		before, rest, ok := strings.Cut(text, begin)
		got, after, closed := strings.Cut(rest, end)
		if !ok || !closed {
			t.Fatalf("%s has no lines %s%s", path, begin, end)
		}
		if got != want && !*update {
			t.Errorf("%s: the table of %s is\n%s, and should be\n%s", path, name, got, want)
		}
		text = before + begin + want + end + after
	}
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// tableOf is a Markdown table of an object's keys, with their defaults where
// there are any.
func tableOf(o object, def reflect.Value) string {
	var b strings.Builder
	b.WriteString("| key | default | meaning |\n|---|---|---|\n")
	for _, k := range o.keys {
		standard := "optional"
		if k.must {
			standard = "required"
		}
		if def.IsValid() {
			if part, _ := variable(def, k.name); part.IsValid() {
				standard = "`" + oneLine(k.value.encode(part)) + "`"
			}
		}
		if k.name == "on" {
			standard = "below"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", k.name, standard, strings.NewReplacer("*", `\*`, "|", `\|`).Replace(k.doc))
	}
	return b.String()
}
