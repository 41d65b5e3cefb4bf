package config

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// same compares settings: expressions by their text, floats exactly.
var same = cmp.Options{
	cmp.Comparer(func(a, b *regexp.Regexp) bool {
		return (a == nil) == (b == nil) && (a == nil || a.String() == b.String())
	}),
}

// files returns the contents of the policy files in a directory of testdata.
func files(t testing.TB, dir string) map[string][]byte {
	names, err := filepath.Glob(filepath.Join("testdata", dir, "*.yml"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no files in testdata/%s: %v", dir, err)
	}
	list := map[string][]byte{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		list[filepath.Base(name)] = data
	}
	return list
}

// golden compares a text with a file, or writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

func TestValidFiles(t *testing.T) {
	for name, data := range files(t, "valid") {
		t.Run(name, func(t *testing.T) {
			s, err := Parse(name, data)
			if err != nil {
				t.Fatal(err)
			}
			shown := Show(s)
			golden(t, "valid/"+strings.TrimSuffix(name, ".yml")+".golden", shown)
			again, err := Parse("shown", shown)
			if err != nil {
				t.Fatalf("what Show writes: %v", err)
			}
			if diff := cmp.Diff(s, again, same); diff != "" {
				t.Errorf("Parse(Show(s)) differs:\n%s", diff)
			}
		})
	}
}

func TestMistakes(t *testing.T) {
	for name, data := range files(t, "bad") {
		t.Run(name, func(t *testing.T) {
			s, err := Parse(name, data)
			var list *Errors
			if !errors.As(err, &list) {
				t.Fatalf("no *Errors but %v", err)
			}
			if diff := cmp.Diff(Settings{}, s, same); diff != "" {
				t.Errorf("settings beside an error:\n%s", diff)
			}
			for _, p := range list.Problems {
				checkProblem(t, name, data, p)
			}
			golden(t, "bad/"+strings.TrimSuffix(name, ".yml")+".golden", []byte(err.Error()+"\n"))
		})
	}
}

// checkProblem checks that a problem stands inside the file and on one line.
func checkProblem(t testing.TB, name string, data []byte, p Problem) {
	lines := bytes.Split(data, []byte("\n"))
	if p.File != name || p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > len([]rune(string(lines[p.Line-1])))+1 {
		t.Errorf("position outside the file: %v", p)
	}
	if p.Message == "" || strings.ContainsAny(p.Error(), "\n\r\x00") {
		t.Errorf("message %q", p.Error())
	}
}

// Every key of the file lands in the settings.
func TestEveryKeyIsKept(t *testing.T) {
	data, err := os.ReadFile("testdata/valid/full.yml")
	if err != nil {
		t.Fatal(err)
	}
	got, err := Parse("full.yml", data)
	if err != nil {
		t.Fatal(err)
	}
	hundred, thousand := 0.1, 1000.0
	want := Settings{
		Packages: []string{"./..."}, Bench: ".", Budget: 10 * time.Minute, Timeout: 2 * time.Minute, Engine: "auto",
		BuildFlags: []string{"-tags=integration"}, Prepare: []string{"go generate ./..."},
		Env:    map[string]string{"GOGC": "100", "GODEBUG": "madvdontneed=1"},
		Ignore: []string{"*.md", "docs/**"}, Inputs: []string{"assets/**/*.json"},
		Policy: policy.Policy{
			Thresholds: map[string]float64{"sec/op": 0.05, "B/op": 0.05, "allocs/op": 0},
			Rules: []policy.Rule{
				{Benchmark: regexp.MustCompile("^(?:Parse.*)$"), Package: regexp.MustCompile("^(?:.*/parser)$"), Thresholds: map[string]float64{"sec/op": 0.02}},
				{Benchmark: regexp.MustCompile("^(?:Flaky.*)$"), Action: policy.Warn},
				{Benchmark: regexp.MustCompile("^(?:Handler)$"), Limits: map[string]policy.Limit{"p99-sec/op": {Max: &hundred}, "req/s": {Min: &thousand}},
					Better: map[string]compare.Direction{"req/s": compare.Higher}},
			},
			Waivers: []policy.Waiver{{Benchmark: "Decode/size=64KiB", Unit: "sec/op", Max: 0.2,
				Until: time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC), Reason: "larger buffers", Issue: "#123"}},
			On:    policy.On{Inconclusive: policy.OnPass, Removed: policy.OnWarn, Failing: policy.OnWarn, BaseBuildFailure: policy.OnError},
			Alpha: 0.01,
		},
	}
	if diff := cmp.Diff(want, got, same); diff != "" {
		t.Error(diff)
	}
}

func TestEmptyFilesMeanTheDefaults(t *testing.T) {
	for _, text := range []string{"", "\n", "# comment\n", "---\n", "  \n\n"} {
		s, err := Parse("f", []byte(text))
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if diff := cmp.Diff(Default(), s, same); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// Keys that are named change; all others keep their default.
func TestThresholdsKeepTheirDefaults(t *testing.T) {
	s, err := Parse("f", []byte("version: 1\nthresholds: {ns/op: 3%, MB/s: 4%}\n"))
	want := map[string]float64{"sec/op": 0.03, "B/op": 0.05, "allocs/op": 0, "B/s": 0.04}
	if diff := cmp.Diff(want, s.Policy.Thresholds); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if policy.Default().Thresholds["sec/op"] != 0.05 {
		t.Error("the defaults were changed")
	}
}

func TestTooLargeAFile(t *testing.T) {
	_, err := Parse("f", bytes.Repeat([]byte("# long\n"), maxSize/7+1))
	if err == nil || !strings.Contains(err.Error(), "f:1:1: the file is too large") {
		t.Error(err)
	}
	var many strings.Builder
	many.WriteString("version: 1\n")
	for i := range 5000 {
		many.WriteString("k" + strings.Repeat("x", i%7) + strings.Repeat("y", i/7) + ": 1\n")
	}
	var list *Errors
	if _, err := Parse("f", []byte(many.String())[:500_000]); !errors.As(err, &list) || len(list.Problems) > mostProblems {
		t.Errorf("%d problems", len(list.Problems))
	}
}

func TestLoad(t *testing.T) {
	if s, err := Load("testdata/valid/version.yml"); err != nil || s.Engine != "auto" {
		t.Errorf("%+v, %v", s, err)
	}
	if _, err := Load("testdata/absent.yml"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("absent: %v", err)
	}
	if _, err := Load("testdata"); err == nil || errors.As(err, new(*Errors)) {
		t.Errorf("a directory: %v", err)
	}
	if _, err := Load("testdata/bad/engine.yml"); !errors.As(err, new(*Errors)) || !strings.HasPrefix(err.Error(), "testdata/bad/engine.yml:2:9: ") {
		t.Errorf("a mistake: %v", err)
	}
}

// A long file that is not YAML costs little, and the line is still about right: twice
// the lines take twice the work, where to read it again for each line would take four
// times as much.
func TestSyntaxErrorInALongFile(t *testing.T) {
	rules := func(n int) string {
		return "version: 1\nrules:\n" + strings.Repeat("  - {benchmark: A, action: warn}\n", n) + " - x\n"
	}
	nested := func(n int) string {
		return "version: 1\nx: [\n" + strings.Repeat(strings.Repeat("[", 50)+"\n", n)
	}
	if _, err := Parse("f", []byte(rules(5000))); err == nil || !strings.Contains(err.Error(), "not valid YAML") {
		t.Error(err)
	}
	if _, err := Parse("f", []byte(nested(295))); err == nil {
		t.Error("unclosed brackets are valid")
	}
	for name, of := range map[string]func(lines int) string{"rules": func(n int) string { return rules(3 * n) }, "brackets": nested} {
		if one, two := parsing(of(140)), parsing(of(280)); two > 3*one {
			t.Errorf("%s: %.0f allocations, and %.0f for twice the lines", name, one, two)
		}
	}
}

// parsing counts the allocations of parsing a file.
func parsing(text string) float64 {
	return testing.AllocsPerRun(1, func() { _, _ = Parse("f", []byte(text)) })
}
