package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// token is as good as random to the reports of the corpus.
const token = "T0kenForTheCorpus0123456789"

// renderings are the files that each report of the corpus is rendered to.
var renderings = []struct {
	ext, format string
	opts        Options
}{
	{"txt", PlainText, Options{Text: TextOptions{Width: 100}}},
	{"narrow.txt", PlainText, Options{Text: TextOptions{Width: 60, ASCII: true}}},
	{"verbose.txt", PlainText, Options{Text: TextOptions{Verbose: true, Color: true}}},
	{"md", Markdown, Options{Setting: Setting{RunURL: "https://github.com/o/r/actions/runs/1"}, Markdown: MarkdownOptions{Untrusted: true}}},
	{"json", JSON, Options{}},
	{"xml", JUnit, Options{}},
	{"github", GitHub, Options{Text: TextOptions{Width: 100}, GitHub: GitHubOptions{StopToken: token, Output: []byte("::warning::from a benchmark\nno newline")}}},
	{"csv", CSV, Options{}},
}

// corpus returns the reports under testdata by name.
func corpus(t testing.TB) map[string]*Report {
	t.Helper()
	files, err := filepath.Glob("testdata/corpus/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	reports := map[string]*Report{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		rep, err := Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		reports[strings.TrimSuffix(filepath.Base(file), ".json")] = rep
	}
	return reports
}

func render(t testing.TB, format string, rep *Report, opts Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Render(&b, format, rep, opts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	for name, rep := range corpus(t) {
		for _, r := range renderings {
			t.Run(name+"/"+r.ext, func(t *testing.T) {
				got := render(t, r.format, rep, r.opts)
				file := filepath.Join("testdata", "golden", name+"."+r.ext)
				if *update {
					if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), got); diff != "" {
					t.Errorf("%s (-want +got, go test -update rewrites it):\n%s", file, diff)
				}
			})
		}
	}
}

func TestGoldenFilesAllBelongToTheCorpus(t *testing.T) {
	files, err := filepath.Glob("testdata/golden/*")
	if err != nil {
		t.Fatal(err)
	}
	want := len(corpus(t)) * len(renderings)
	if len(files) != want {
		t.Errorf("%d golden files, want %d", len(files), want)
	}
}
