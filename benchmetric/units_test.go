package benchmetric

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/compare"
)

// No unit is without a direction.
func TestDirections(t *testing.T) {
	for _, unit := range Units() {
		want := compare.Lower
		if unit == Requests {
			want = compare.Higher
		}
		if got := compare.DirectionOf(unit); got != want {
			t.Errorf("%s: direction %v, want %v", unit, got, want)
		}
	}
}

// The documentation explains every unit and no other, in the order of Units.
func TestUnitsAreExplained(t *testing.T) {
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "//\tunit ")
	table, _, _ = strings.Cut(table, "\n//\n")
	var explained []string
	for line := range strings.Lines(table) {
		if row, ok := strings.CutPrefix(line, "//\t"); ok && !strings.HasPrefix(row, " ") {
			explained = append(explained, strings.Fields(row)[0])
		}
	}
	if !slices.Equal(explained, Units()) {
		t.Errorf("explained are %q, reported %q", explained, Units())
	}
}

// Who imports the package, or its load tests, inherits one module.
func TestDependencies(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", ".", "./load")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := strings.Fields(string(out))
	slices.Sort(modules)
	want := []string{"github.com/HdrHistogram/hdrhistogram-go", "github.com/benchgate/benchgate"}
	if got := slices.Compact(modules); !slices.Equal(got, want) {
		t.Errorf("packages of %q, want of %q", got, want)
	}
}
