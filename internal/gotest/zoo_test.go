package gotest

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"testing"
)

// testGo is the go command without network and without the caller's settings.
func testGo() Go {
	return Go{Env: ChildEnv(os.Environ(), map[string]string{
		"GOFLAGS": "", "GOWORK": "", "GOPROXY": "off", "GOENV": "off",
	})}
}

// fileLine starts a file in an archive: -- name --.
var fileLine = regexp.MustCompile(`(?m)^-- (.+) --\n`)

// lay writes the files of an archive under testdata below dir. Text before the
// first file is a comment.
func lay(t testing.TB, dir, archive string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", archive))
	if err != nil {
		t.Fatal(err)
	}
	layText(t, dir, string(text))
}

func layText(t testing.TB, dir, text string) {
	t.Helper()
	names := fileLine.FindAllStringSubmatchIndex(text, -1)
	for i, at := range names {
		end := len(text)
		if i+1 < len(names) {
			end = names[i+1][0]
		}
		write(t, filepath.Join(dir, filepath.FromSlash(text[at[2]:at[3]])), text[at[1]:end])
	}
}

func write(t testing.TB, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// scratch holds what several tests share; TestMain removes it.
var scratch string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "gotest")
		if err != nil {
			panic(err)
		}
		defer os.RemoveAll(dir)
		if scratch, err = filepath.EvalSymlinks(dir); err != nil {
			panic(err)
		}
		return m.Run()
	}())
}

var zooOnce = sync.OnceValues(func() (*Binary, error) {
	ctx := context.Background()
	tree := filepath.Join(scratch, "zoo")
	g := testGo()
	packages, _, err := g.List(ctx, tree, tree, []string{"."}, nil)
	if err != nil {
		return nil, err
	}
	return g.Build(ctx, packages[0], filepath.Join(scratch, "zoo.test"), BuildOptions{Trim: true})
})

var layZoo sync.Once

// zoo returns the test binary of testdata/zoo.txtar with further variables.
func zoo(t testing.TB, env ...string) *Binary {
	t.Helper()
	layZoo.Do(func() { lay(t, filepath.Join(scratch, "zoo"), "zoo.txtar") })
	b, err := zooOnce()
	if err != nil {
		t.Fatal(err)
	}
	own := *b
	own.Env = append(slices.Clone(b.Env), env...)
	return &own
}

// testContext ends with a test.
func testContext(t testing.TB) context.Context { return t.Context() }
