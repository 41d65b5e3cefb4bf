package explain

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/pprof/profile"

	"github.com/benchgate/benchgate/internal/report"
)

const loops = `package p

func BenchmarkA(b *testing.B) {
	for range b.N {
		work()
	}
}

func BenchmarkB(b *testing.B) {
	for _, c := range cases {
		b.Run(c, func(b *testing.B) {
			setup()
			for b.Loop() {
				work()
			}
		})
	}
}

func BenchmarkC(b *testing.B) {
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			work()
		}
	})
	teardown()
}

func other() { for i := 0; i < n; i++ { work() } }
`

func TestLoops(t *testing.T) {
	f := ParseFile("x_test.go", []byte(loops))
	for line, want := range map[int]string{3: "beside", 4: "in", 5: "in", 7: "beside", 10: "beside", 12: "beside", 13: "once", 14: "once",
		20: "beside", 22: "in", 23: "in", 26: "beside", 29: "", 1: ""} {
		l, beside := f.loopAt(line)
		got := map[bool]string{true: "beside"}[beside]
		if l != nil {
			got = map[bool]string{true: "once", false: "in"}[l.once]
		}
		if got != want {
			t.Errorf("line %d: %q, want %q", line, got, want)
		}
	}
}

func TestMark(t *testing.T) {
	files := map[string]File{"x_test.go": ParseFile("x_test.go", []byte(loops))}
	e := report.Explanation{Functions: []report.FunctionChange{
		{Name: "closure", File: "x_test.go", Line: 11, HeadFlat: 1},
		{Name: "declared", File: "x_test.go", Line: 3, HeadFlat: 1},
		{Name: "lost", File: "x_test.go", Line: 3, BaseFlat: 1},
		{Name: "elsewhere", File: "y.go", Line: 3, HeadFlat: 1},
		{Name: "nowhere", File: "x_test.go", Line: 2, HeadFlat: 1},
	}}
	Mark(&e, files, map[string][]int{"x_test.go": {14, 12, 12, 5, 28}})
	var got []string
	for _, f := range e.Functions {
		got = append(got, fmt.Sprint(f.Changed))
	}
	if want := []string{"[12 14]", "[5]", "[]", "[]", "[]"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestRelative(t *testing.T) {
	c := Code{Root: "/tmp/tree", Modules: []Module{{"example.com/m", "."}, {"example.com/m/sub", "lib/sub"}, {"plain", "plain"}}}
	for name, want := range map[string]string{
		"example.com/m/a/b.go": "a/b.go", "example.com/m/sub/c.go": "lib/sub/c.go", "plain/d.go": "plain/d.go",
		"/tmp/tree/e/f.go": "e/f.go", "fmt/print.go": "", "example.com/mother/a.go": "",
	} {
		got, here := c.relative(name)
		if here != (want != "") || here && got != want {
			t.Errorf("%s: %q %v, want %q", name, got, here, want)
		}
	}
}

// FuzzParseFile: no source and no line is too odd.
func FuzzParseFile(f *testing.F) {
	f.Add(loops, 5)
	f.Add("package p\nfunc f() { for b.N {", 2)
	f.Fuzz(func(t *testing.T, text string, line int) {
		file := ParseFile("x.go", []byte(text))
		file.loopAt(line)
		if e, ok := file.function(line); ok && !e.has(line) {
			t.Errorf("the function of line %d is %v", line, e)
		}
	})
}

// FuzzExplain: profiles come from processes that run anybody's code.
func FuzzExplain(f *testing.F) {
	f.Add([]byte("not a profile"), int64(3))
	f.Fuzz(func(t *testing.T, data []byte, n int64) {
		p, err := profile.ParseData(data)
		if err != nil {
			return
		}
		for _, kind := range []string{CPU, AllocSpace, Block} {
			Explain(Question{Kind: kind, Base: Side{Runs: runs(2, n, p)}, Head: Side{Code: code(), Runs: runs(2, n, p), Allocs: runs(1, n, p)}})
		}
	})
}
