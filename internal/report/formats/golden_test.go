package formats

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/github"
	"github.com/benchgate/benchgate/internal/report/markdown"
	"github.com/benchgate/benchgate/internal/report/reporttest"
	"github.com/benchgate/benchgate/internal/report/text"
	"github.com/benchgate/benchgate/internal/words"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// renderings are the files that each report of the corpus is rendered to.
var renderings = []struct {
	ext, format string
	opts        Options
}{
	{"txt", Text, Options{Text: text.Options{Width: 100}}},
	{"narrow.txt", Text, Options{Text: text.Options{Width: 60, ASCII: true}}},
	{"verbose.txt", Text, Options{Text: text.Options{Verbose: true, Color: true}}},
	{"md", Markdown, Options{Setting: report.Setting{RunURL: "https://github.com/o/r/actions/runs/1"}, Markdown: markdown.Options{Untrusted: true}}},
	{"json", JSON, Options{}},
	{"xml", JUnit, Options{}},
	{"github", GitHub, Options{Text: text.Options{Width: 100}, GitHub: github.Options{StopToken: reporttest.Token, Output: []byte("::warning::from a benchmark\nno newline")}}},
	{"csv", CSV, Options{}},
}

func render(t testing.TB, format string, rep *report.Report, opts Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Render(&b, format, rep, opts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	for name, rep := range reporttest.Corpus(t) {
		for _, r := range renderings {
			t.Run(name+"/"+r.ext, func(t *testing.T) {
				got := render(t, r.format, rep, r.opts)
				file := filepath.Join("..", "testdata", "golden", name+"."+r.ext)
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
	files, err := filepath.Glob("../testdata/golden/*")
	if err != nil {
		t.Fatal(err)
	}
	want := len(reporttest.Corpus(t)) * len(renderings)
	if len(files) != want {
		t.Errorf("%d golden files, want %d", len(files), want)
	}
}

// FuzzRender holds that what Decode accepts can be shown in every format, and that
// nothing hidden is left in it.
func FuzzRender(f *testing.F) {
	files, err := filepath.Glob("../testdata/corpus/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		rep, err := report.Decode(bytes.NewReader(data))
		if err != nil || strings.Contains(strings.ToLower(string(data)), strings.ToLower(reporttest.Token)) {
			return
		}
		for _, r := range renderings {
			out := render(t, r.format, rep, r.opts)
			if r.format == Markdown && len(out) > markdown.CommentBytes-markdown.MarkerBytes {
				t.Fatalf("%d bytes of Markdown", len(out))
			}
			if bare := strings.ReplaceAll(out, "\n", ""); r.format == Text && !r.opts.Text.Color && bare != words.Visible(bare) {
				t.Fatalf("something hidden in %q", out)
			}
		}
	})
}
