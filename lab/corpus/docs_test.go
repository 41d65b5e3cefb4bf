package corpus

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// named returns the benchmarks of the corpus by the pair they belong to.
func named(t *testing.T) (benchmarks map[string]string) {
	t.Helper()
	files, err := filepath.Glob("../../testdata/corpus/*/*/bench_test.go")
	if err != nil || len(files) < 15 {
		t.Fatalf("%d files of benchmarks: %v", len(files), err)
	}
	benchmarks = map[string]string{}
	for _, f := range files {
		for _, m := range regexp.MustCompile(`(?m)^func Benchmark(\w+)\(`).FindAllStringSubmatch(text(t, f), -1) {
			benchmarks[m[1]] = filepath.Base(filepath.Dir(f))
		}
	}
	return benchmarks
}

func text(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// cells returns what stands in a column of the tables of a section.
func cells(section string, column int) (found []string) {
	for line := range strings.Lines(section) {
		if parts := strings.Split(line, "|"); strings.HasPrefix(line, "| ") && len(parts) > column+1 {
			found = append(found, strings.TrimSpace(parts[column+1]))
		}
	}
	return found
}

// The guide's list names every benchmark of the corpus, and none that is not
// there.
func TestGuideNamesTheBenchmarks(t *testing.T) {
	_, list, _ := strings.Cut(text(t, "../../docs/guide.md"), "\n## Checklist\n")
	list, _, _ = strings.Cut(list, "\n## ")
	there, mentioned := named(t), map[string]bool{}
	for _, cell := range cells(list, 1) {
		for _, m := range regexp.MustCompile("`([A-Z]\\w*)(?:/…)?`").FindAllStringSubmatch(cell, -1) {
			mentioned[m[1]] = true
			if there[m[1]] == "" {
				t.Errorf("docs/guide.md: the corpus has no benchmark %s", m[1])
			}
		}
	}
	for name, pair := range there {
		if !mentioned[name] {
			t.Errorf("docs/guide.md does not name %s, of pair %s", name, pair)
		}
	}
}

// The corpus' README has a figure of every pair; the forms share one.
func TestReadmeHasFigures(t *testing.T) {
	figures := cells(text(t, "../../testdata/corpus/README.md"), 0)
	for name, pair := range named(t) {
		if pair == "forms" {
			name = "forms of one lookup"
		}
		if !slices.Contains(figures, name) {
			t.Errorf("testdata/corpus/README.md has no figures of %s", name)
		}
	}
}
