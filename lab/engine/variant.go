package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A variant is the turns engine with some of its source changed. It is a program of
// its own: this one, built with an overlay over the product's files.
type variant struct {
	name    string
	changes []change
}

// A change replaces a text that a file of the turns engine has exactly once. Where the
// old text is empty, the file is a new one.
type change struct{ file, old, new string }

// The variants that the second table compares.
const (
	variantDefaults = "defaults"
	variantPinned   = "pinned"
	variantLoose    = "loose"
)

//go:embed pin_all_linux.go.txt
var pinSource string

var (
	pinned = []change{
		{"pin_linux.go", "\tfor _, p := range s.processes {\n\t\tp.pin = int64(cpu) + 1\n\t}\n\treturn nil\n", "\treturn s.pinAll(cpu)\n"},
		{"pin_linux.go", "\tif s.parallel() {\n", "\tif false {\n"},
		{file: "pin_all_linux.go", new: pinSource},
	}
	loose   = change{"pin_linux.go", "\tif s.parallel() {\n", "\tif true {\n"}
	inPlace = change{"session_linux.go", "\tvar err error\n\tif s.dir, err = os.MkdirTemp(", "\tvar err error\n\tif true {\n\t\treturn nil\n\t}\n\tif s.dir, err = os.MkdirTemp("}
)

func length(nanoseconds string) change {
	return change{"turns.go", "\tlength:   100e6,\n", "\tlength:   " + nanoseconds + ",\n"}
}

func turn(nanoseconds string) change {
	return change{"turns.go", "\tturn:     500e3,\n", "\tturn:     " + nanoseconds + ",\n"}
}

var variants = []variant{
	{variantDefaults, nil},
	{variantPinned, pinned},
	{variantLoose, []change{loose}},
	{"turns of 0.1 ms", []change{turn("100e3")}},
	{"turns of 2 ms", []change{turn("2e6")}},
	{"turns of 10 ms", []change{turn("10e6")}},
	{"rounds of 50 ms", []change{length("50e6")}},
	{"rounds of 200 ms", []change{length("200e6")}},
	{"rounds of 400 ms", []change{length("400e6")}},
	{"rounds of 1 s", []change{length("1000e6")}},
	{"no fresh copies", []change{inPlace}},
	{"no warm-up", []change{{"turns.go", "\twarmShare = 1.0 / 8\n", "\twarmShare = 0.0\n"}}},
	{"loose, rounds of 200 ms", []change{loose, length("200e6")}},
}

// errNotOnce means that a change did not find its place.
var errNotOnce = errors.New("the engine does not have the text to replace exactly once: did it change?")

// sources are the files that differ from those of the directory, by name.
func (v variant) sources(dir string) (map[string]string, error) {
	changed := map[string]string{}
	for _, c := range v.changes {
		if c.old == "" {
			changed[c.file] = c.new
			continue
		}
		text, ok := changed[c.file]
		if !ok {
			data, err := os.ReadFile(filepath.Join(dir, c.file))
			if err != nil {
				return nil, fmt.Errorf("variant %s: %w", v.name, err)
			}
			text = string(data)
		}
		if strings.Count(text, c.old) != 1 {
			return nil, fmt.Errorf("variant %s: %s: %w", v.name, c.file, errNotOnce)
		}
		changed[c.file] = strings.Replace(text, c.old, c.new, 1)
	}
	return changed, nil
}

// build builds the variant's program in a directory of its own.
func (v variant) build(ctx context.Context, l *lab, room string) (program, error) {
	dir, err := l.room(room)
	if err != nil {
		return "", err
	}
	overlay, err := v.overlay(filepath.Join(l.dir, "..", "..", "internal", "measure", "turns"), dir)
	if err != nil {
		return "", err
	}
	out := filepath.Join(dir, "engine")
	cmd := exec.CommandContext(ctx, "go", "build", "-overlay", overlay, "-o", out, "./engine")
	cmd.Dir, cmd.Env = filepath.Join(l.dir, ".."), l.goCmd.Env
	if text, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build variant %s: %w\n%s", v.name, err, text)
	}
	return program(out), nil
}

// overlay writes what go build -overlay takes, and returns its file.
func (v variant) overlay(engine, dir string) (string, error) {
	engine, err := filepath.Abs(engine)
	if err != nil {
		return "", err
	}
	changed, err := v.sources(engine)
	if err != nil {
		return "", err
	}
	replace := map[string]string{}
	for name, text := range changed {
		replace[filepath.Join(engine, name)] = filepath.Join(dir, name)
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			return "", err
		}
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "overlay.json")
	return file, os.WriteFile(file, text, 0o600)
}
