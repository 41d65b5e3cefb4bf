package main

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const mixedDir = "../benchmarks/mixed"

// TestEdits applies every edit to the file it is made for: each changes it and
// none changes which functions it has, but for those that say so.
func TestEdits(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(mixedDir, editedFile))
	if err != nil {
		t.Fatal(err)
	}
	functions := func(text string) []string {
		all := regexp.MustCompile(`(?m)^func \w+`).FindAllString(text, -1)
		slices.Sort(all)
		return all
	}
	for _, e := range edits {
		got, err := e.apply(string(text))
		if err != nil || got == string(text) {
			t.Errorf("%s: error %v, or nothing changed", e.name, err)
			continue
		}
		extra := len(functions(got)) - len(functions(string(text)))
		if added := strings.Contains(e.name, "added") || strings.Contains(e.name, "unused"); added != (extra == 1) || extra > 1 {
			t.Errorf("%s: %d functions more", e.name, extra)
		}
	}
}

func TestReversed(t *testing.T) {
	got, err := reversed("package p\n\n// A is first.\nfunc A() {}\n\nvar x = 1\n\nfunc B() { A() }\n")
	want := "package p\n\nvar x = 1\n\nfunc B() { A() }\n\n// A is first.\nfunc A() {}\n"
	if err != nil || got != want {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := reversed("package"); err == nil {
		t.Error("no error for what is not Go")
	}
}

func TestEditWithoutPlace(t *testing.T) {
	to := t.TempDir()
	err := edited(mixedDir, to, editedFile, edit{"nothing", func(text string) (string, error) { return text, nil }})
	if !errors.Is(err, errNoEdit) {
		t.Errorf("got %v", err)
	}
}
