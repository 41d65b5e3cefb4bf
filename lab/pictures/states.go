package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
)

// A state is one kind of comment. edit changes the files of the example, by
// name, into those of head; nil takes the slower head.
type state struct {
	name   string
	args   []string // of benchgate run
	status int      // that it must end with
	fork   bool     // decided again where it is published
	edit   func(files map[string]string)
}

var states = []state{
	{name: "pass", edit: func(files map[string]string) {
		files["orders.go"] = strings.Replace(files["orders.go"], "// An Order is", "// Shops is how many there are.\nconst Shops = 3\n\n// An Order is", 1)
	}},
	{name: "regression", status: 1},
	{name: "inconclusive", status: 3, args: []string{"--budget=300ms"}},
	{name: "error", status: 3, edit: func(files map[string]string) {
		files["orders.go"] = strings.Replace(files["orders.go"], "return sums", "return totals", 1)
	}},
	{name: "fork", status: 1, fork: true},
}

// lay makes the repository of a state, with base on main and head checked out.
func (s studio) lay(ctx context.Context, dir string, st state) error {
	files, err := s.example("base")
	if err != nil {
		return err
	}
	if err := s.commit(ctx, dir, "main", files); err != nil {
		return err
	}
	if st.edit != nil {
		st.edit(files)
	} else if files, err = s.example("head"); err != nil {
		return err
	}
	return s.commit(ctx, dir, "change", files)
}

// example reads one side of the example.
func (s studio) example(side string) (map[string]string, error) {
	const suffix = ".txt" // no part of this repository's own Go
	names, err := filepath.Glob(filepath.Join(s.root, "lab", "pictures", "example", side, "*"+suffix))
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		files[strings.TrimSuffix(filepath.Base(name), suffix)] = string(data)
	}
	return files, nil
}

func (s studio) commit(ctx context.Context, dir, branch string, files map[string]string) error {
	for name, text := range files {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	commands := [][]string{{"checkout", "--quiet", "-b", branch}, {"add", "--all"},
		{"-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "--quiet", "--message=" + branch}}
	if branch == "main" {
		commands = append([][]string{{"init", "--quiet"}}, commands...)
	}
	for _, args := range commands {
		if _, err := s.command(ctx, dir, "git", args...); err != nil {
			return err
		}
	}
	return nil
}
