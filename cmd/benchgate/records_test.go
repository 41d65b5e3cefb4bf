package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/benchgate/benchgate/internal/report"
)

// recordsDir holds runs that are kept: NAME/RUN is an output directory, and
// NAME.txtar the script that made all of NAME. Scripts that only render, publish or
// merge read them, as measuring is what takes long. To make them again:
//
//	go test ./cmd/benchgate -run TestRecords -update
var recordsDir = filepath.Join("testdata", "records")

// kept are the files of an output directory that others are made from.
var kept = []string{"report.json", "rounds.jsonl", "base.txt", "head.txt"}

// TestRecords holds every kept run to be what this version writes and how it
// decides: read and written again, and judged again, it is the same to the byte.
func TestRecords(t *testing.T) {
	if *update {
		makeRecords(t, keepRecord)
	}
	reports, err := filepath.Glob(filepath.Join(recordsDir, "*", "*", "report.json"))
	if err != nil || len(reports) == 0 {
		t.Fatalf("%d reports, error %v", len(reports), err)
	}
	for _, path := range reports {
		t.Run(filepath.Dir(path), func(t *testing.T) { readsAgain(t, path) })
	}
}

// makeRecords runs the scripts that make the records. They give what is kept to
// keep, with the name that the record has.
func makeRecords(t *testing.T, keep func(ts *testscript.TestScript, run, record string)) {
	// In a test of its own, which waits for scripts that run at the same time.
	t.Run("make", func(t *testing.T) {
		bin := tools(t)
		testscript.Run(t, testscript.Params{
			Dir:                 recordsDir,
			RequireExplicitExec: true,
			Setup:               func(e *testscript.Env) error { return setup(e, bin) },
			Cmds: map[string]func(*testscript.TestScript, bool, []string){
				"commits": cmdCommits,
				"status":  cmdStatus,
				"keep": func(ts *testscript.TestScript, neg bool, args []string) {
					if neg || len(args) == 0 {
						ts.Fatalf("usage: keep RUN…")
					}
					for _, run := range args {
						keep(ts, ts.MkAbs(run), filepath.Join(recordsDir, ts.Name(), filepath.Base(run)))
					}
				},
			},
		})
	})
}

func keepRecord(ts *testscript.TestScript, run, record string) {
	ts.Check(os.RemoveAll(record))
	ts.Check(os.MkdirAll(record, 0o755))
	for _, name := range kept {
		data, err := os.ReadFile(filepath.Join(run, name))
		ts.Check(err)
		data = bytes.ReplaceAll(data, []byte(ts.Getenv("WORK")), []byte("/tmp/script"))
		ts.Check(os.WriteFile(filepath.Join(record, name), data, 0o644))
	}
}

func readsAgain(t *testing.T, path string) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rep, err := report.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := report.Encode(&again, rep); err != nil || again.String() != string(data) {
		t.Errorf("%s is written otherwise today, error %v: make it again, with -update", path, err)
	}
	if differs, err := judgedOtherwise(rep, filepath.Dir(path)); err != nil || differs != "" {
		t.Errorf("%s judged again: %s, error %v", path, differs, err)
	}
}

// cmdRecorded makes the repositories of a record's script, and beside them the runs
// that are kept of it: "recorded NAME", in the directory that scripts begin in. That the commits are the same ones follows
// from their dates, which setup fixes.
func cmdRecorded(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: recorded NAME")
	}
	work, dir := ts.Getenv("WORK"), filepath.Join(recordsDir, args[0])
	script, err := txtar.ParseFile(dir + ".txtar")
	ts.Check(err)
	ts.Check(txtar.Write(script, work))
	for line := range strings.Lines(string(script.Comment)) {
		if words := strings.Fields(line); len(words) > 0 && words[0] == "commits" {
			cmdCommits(ts, false, words[1:])
		}
	}
	runs, err := os.ReadDir(dir)
	ts.Check(err)
	for _, run := range runs {
		ts.Check(os.CopyFS(filepath.Join(work, run.Name()), os.DirFS(filepath.Join(dir, run.Name()))))
	}
}
