package changes

import (
	"regexp"
	"slices"
	"strings"
)

// farReaching are the packages by which a benchmark can read, compile or run Go
// source that it does not import. What the standard library imports for its own
// purposes does not count: only imports of other packages do.
var farReaching = map[string]bool{
	"os/exec": true, "plugin": true,
	"go/build": true, "go/doc": true, "go/format": true, "go/importer": true,
	"go/parser": true, "go/scanner": true, "go/types": true,
}

// farReachingModule is where tools that read Go source come from.
const farReachingModule = "golang.org/x/tools/go/"

// Imported names the first of the imports by which a package reaches far; ""
// where none does.
func Imported(imports []string) string {
	i := slices.IndexFunc(imports, func(path string) bool {
		return farReaching[path] || strings.HasPrefix(path, farReachingModule)
	})
	if i < 0 {
		return ""
	}
	return imports[i]
}

// A Text is what a source file is looked through for.
type Text int

// The texts.
const (
	Go    Text = iota // Go source
	OwnGo             // Go source of the repository itself
	C                 // what cgo compiles, and Go source with import "C"
)

// A call starts a program, loads one, or names Go source, without an import that
// says so. A match too many costs a measurement, one too few a slowdown that
// nobody sees.
type call struct {
	text *regexp.Regexp
	by   string
}

var (
	goCalls = []call{
		{regexp.MustCompile(`\bStartProcess\b`), "StartProcess"},
		{regexp.MustCompile(`\b[fF]orkExec\b`), "ForkExec"},
		{regexp.MustCompile(`\b(?:syscall|unix|windows)\.(?:Exec|Execve|CreateProcess\w*|SYS_EXECVE\w*|SYS_V?FORK)\b`), "a system call that runs programs"},
	}
	goNames = []call{{regexp.MustCompile("\\.go[\"`]"), "the name of a Go file"}}
	cCalls  = []call{{regexp.MustCompile(`\b(?:system|popen|execvp?e?|execle?p?|fexecve|posix_spawnp?|fork|vfork|dlopen)\s*\(`), "a C function that runs or loads programs"}}
)

// Called says by which of its calls a source file reaches far; "" where none does.
func Called(source []byte, is Text) string {
	for _, c := range map[Text][]call{Go: goCalls, OwnGo: slices.Concat(goCalls, goNames), C: slices.Concat(goCalls, cCalls)}[is] {
		if c.text.Match(source) {
			return c.by
		}
	}
	return ""
}
