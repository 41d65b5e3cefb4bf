package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/report"
)

// judgedAgain holds every report that a command left since then to what its own
// record says, judged again by the policy in it: the same, to the byte.
func judgedAgain(ts *testscript.TestScript, since time.Time, args []string) {
	if len(args) < 2 || args[0] != "benchgate" || args[1] != "run" && args[1] != "merge" {
		return
	}
	root := ts.MkAbs(ts.Getenv("WORK"))
	ts.Check(filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == ".git" || d.Name() == ".tmp") {
			return fs.SkipDir
		}
		if d.Name() != "report.json" {
			return nil
		}
		if info, err := d.Info(); err != nil || info.ModTime().Before(since) || !info.Mode().IsRegular() {
			return err
		}
		sameAgain(ts, path)
		return nil
	}))
}

func sameAgain(ts *testscript.TestScript, path string) {
	data, err := os.ReadFile(path)
	ts.Check(err)
	if !strings.Contains(string(data), `"entries"`) {
		return // a file of the script's own
	}
	rep, err := report.Decode(bytes.NewReader(data))
	ts.Check(err)
	differs, err := judgedOtherwise(rep, filepath.Dir(path))
	ts.Check(err)
	if differs != "" {
		ts.Fatalf("%s judged again: %s", path, differs)
	}
}

// judgedOtherwise judges a report again, by the rounds beside it and the policy
// in it, and says where the outcome differs; empty where it does not.
func judgedOtherwise(rep *report.Report, dir string) (string, error) {
	if rep.Policy.Text == "" {
		return "", nil // of files, or of a policy that could not be read
	}
	var err error
	if rep.Rounds, err = output.ReadRounds(dir); err != nil {
		return "", err
	}
	settings, err := config.Parse("the report's policy", []byte(rep.Policy.Text))
	if err != nil {
		return "", err
	}
	settings.Policy.Alpha = rep.Policy.Alpha
	var first, again bytes.Buffer
	if err := report.Encode(&first, rep); err != nil {
		return "", err
	}
	rep.Judgement = judge.Judge(&rep.Record, settings.Policy, rep.Started)
	if err := report.Encode(&again, rep); err != nil {
		return "", err
	}
	return firstDifference(first.String(), again.String()), nil
}

// firstDifference is where two texts differ for the first time.
func firstDifference(one, other string) string {
	if one == other {
		return ""
	}
	a, b := strings.Split(one, "\n"), strings.Split(other, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d differs:\n%s\n%s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines, and then %d", len(a), len(b))
}
