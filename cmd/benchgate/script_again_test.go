package main

import (
	"bytes"
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
	if rep.Policy.Text == "" {
		return // of files, or of a policy that could not be read
	}
	rep.Rounds, err = output.ReadRounds(filepath.Dir(path))
	ts.Check(err)
	settings, err := config.Parse("the report's policy", []byte(rep.Policy.Text))
	ts.Check(err)
	settings.Policy.Alpha = rep.Policy.Alpha
	var first, again bytes.Buffer
	ts.Check(report.Encode(&first, rep))
	rep.Judgement = judge.Judge(&rep.Record, settings.Policy, rep.Started)
	ts.Check(report.Encode(&again, rep))
	if first.String() != again.String() {
		a, b := strings.Split(first.String(), "\n"), strings.Split(again.String(), "\n")
		for i := range min(len(a), len(b)) {
			if a[i] != b[i] {
				ts.Fatalf("%s judged again differs in line %d:\n%s\n%s", path, i+1, a[i], b[i])
			}
		}
		ts.Fatalf("%s judged again has other lines", path)
	}
}
