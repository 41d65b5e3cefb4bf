package changes

import "testing"

func TestImported(t *testing.T) {
	for _, c := range []struct {
		imports []string
		want    string
	}{
		{nil, ""},
		{[]string{"fmt", "os", "net/http", "go/token", "go/ast", "text/template/parse"}, ""},
		{[]string{"fmt", "os/exec"}, "os/exec"},
		{[]string{"plugin"}, "plugin"},
		{[]string{"go/parser"}, "go/parser"},
		{[]string{"go/types"}, "go/types"},
		{[]string{"go/scanner"}, "go/scanner"},
		{[]string{"golang.org/x/tools/go/packages"}, "golang.org/x/tools/go/packages"},
		{[]string{"golang.org/x/tools/go/analysis/analysistest"}, "golang.org/x/tools/go/analysis/analysistest"},
		{[]string{"golang.org/x/tools/txtar"}, ""},
	} {
		if got := Imported(c.imports); got != c.want {
			t.Errorf("%v: %q, want %q", c.imports, got, c.want)
		}
	}
}

func TestCalled(t *testing.T) {
	for _, c := range []struct {
		source string
		is     Text
		want   bool
	}{
		{"os.StartProcess(name, argv, attr)", Go, true},
		{"syscall.ForkExec(name, argv, nil)", Go, true},
		{"syscall.Exec(name, argv, env)", Go, true},
		{"unix.Exec(name, argv, env)", Go, true},
		{"windows.CreateProcess(nil, line)", Go, true},
		{"//go:linkname forkExec syscall.forkExec", Go, true},
		{"syscall.RawSyscall(syscall.SYS_EXECVE, a, b, c)", Go, true},
		{"db.Exec(query)", Go, false},
		{"system(x)", Go, false},
		{`os.ReadFile("../cmd/tool/main.go")`, Go, false},
		{`os.ReadFile("../cmd/tool/main.go")`, OwnGo, true},
		{`strings.HasSuffix(name, ".go")`, OwnGo, true},
		{"filepath.Glob(`../*.go`)", OwnGo, true},
		{`os.ReadFile("testdata/words.txt") // see words.go`, OwnGo, false},
		{"system (\"tool\");", C, true},
		{"posix_spawn(&pid, path, 0, 0, argv, environ);", C, true},
		{"dlopen(\"x.so\", 1);", C, true},
		{"int ecosystem(void);", C, false},
	} {
		if got := Called([]byte(c.source), c.is); (got != "") != c.want {
			t.Errorf("%s: %q", c.source, got)
		}
	}
}

// A benchmark that may run or read other code sees every change but that of
// documentation and of the policy, also where its binary is the same.
func TestSees(t *testing.T) {
	f := defaults
	f.Policy = ".benchgate.yml"
	for _, c := range []struct {
		name, reach string
		changed     []string
		embedding   []string
		want        bool
	}{
		{"no reach", "", []string{"cmd/tool/main.go"}, nil, false},
		{"Go source", "m/p uses os/exec", []string{"cmd/tool/main.go"}, nil, true},
		{"assembly", "m/p uses os/exec", []string{"cmd/tool/add_amd64.s"}, nil, true},
		{"a module's versions", "m/p uses os/exec", []string{"go.sum"}, nil, true},
		{"documentation", "m/p uses os/exec", []string{"README.md", "docs/a.txt"}, nil, false},
		{"documentation that is embedded", "m/p uses os/exec", []string{"cmd/tool/help.md"}, []string{"cmd/tool"}, true},
		{"the policy", "m/p uses os/exec", []string{".benchgate.yml"}, nil, false},
		{"nothing", "m/p uses os/exec", nil, nil, false},
		{"nothing known", "its imports are not known", []string{"cmd/tool/main.go"}, nil, true},
	} {
		f.Embedding = c.embedding
		if got := f.Sees(c.reach, c.changed, "p"); (got != "") != c.want {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}
