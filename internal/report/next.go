package report

import (
	"fmt"
	"path"
	"strings"

	"github.com/benchgate/benchgate/internal/policy"
)

// next is the command that helps most after this verdict, and what for; ""
// where there is none that a stranger's names cannot have bent.
func (rep *Report) next(reportPath string) (command, to string) {
	failing := worstFirst(ofClass(rep.Rows, failing))
	switch {
	case rep.Outcome == policy.VerdictError:
		command, to = rep.nextOfFailure()
	case len(failing) > 0 && failing[0].Outcome != policy.Inconclusive && failing[0].measured():
		command, to = rep.again(&failing[0]), "measure the worst alone"
	case rep.Outcome == policy.VerdictInconclusive || len(failing) > 0:
		if open := worstFirst(ofOutcome(rep.Rows, policy.Inconclusive)); len(open) > 0 && open[0].measured() {
			command, to = "benchgate calibrate "+selecting(&open[0]), "learn what this machine can decide of the worst undecided"
		}
	case reportPath != "" && len(rep.Rows) > 0:
		command, to = "benchgate render -v "+quoteWord(reportPath), "see every row"
	}
	if strings.HasPrefix(command, "benchgate ") && !plainCommand(command) {
		return "", ""
	}
	return command, to
}

// measured tells whether benchgate measured the row and knows its function by
// a name and a place that are what they seem.
func (r *Row) measured() bool {
	return r.Engine != "" && r.Engine != "files" && plainPath(r.File) && r.File[0] != '/' && !strings.Contains("/"+r.File, "/../") &&
		plainPath(function(r.Benchmark))
}

// again is the run of one row's benchmark against the same base.
func (rep *Report) again(r *Row) string {
	command := "benchgate run "
	if plainPath(rep.Base.SHA) {
		command += "--base " + quoteWord(rep.Base.SHA[:min(12, len(rep.Base.SHA))]) + " "
	}
	return command + selecting(r)
}

// selecting are the arguments that select the function of a row in its package,
// from the root of the repository.
func selecting(r *Row) string {
	return "-b " + quoteWord("^Benchmark"+function(r.Benchmark)+"$") + " " + quoteWord(packageDir(r.File))
}

// function is the name of a benchmark's function, without the word Benchmark.
func function(name string) string {
	name, _, _ = strings.Cut(name, "/")
	if i := strings.LastIndexByte(name, '-'); i > 0 {
		name = name[:i]
	}
	return name
}

func packageDir(file string) string {
	if dir := path.Dir(file); dir != "." {
		return "./" + dir
	}
	return "."
}

// nextOfFailure is the go command that shows what is wrong with the first
// benchmark of head that failed.
func (rep *Report) nextOfFailure() (command, to string) {
	for _, f := range counting(rep.Failures) {
		switch {
		case f.Side != "head" || f.Package == "" || !plainPath(f.Package):
		case f.Stage == "build":
			return "go vet " + f.Package, "see why head does not build"
		case f.Stage == "run" && f.Benchmark != "" && plainPath(function(f.Benchmark)):
			return fmt.Sprintf("go test -run '^$' -bench '^Benchmark%s$' -benchtime 1x %s", function(f.Benchmark), f.Package), "run what failed once"
		}
	}
	return "", ""
}

// plainPath reports whether a name is made of what import paths and functions
// usually are, so that it stands for itself in any shell.
func plainPath(s string) bool {
	return s != "" && s[0] != '-' && !strings.ContainsFunc(s, func(r rune) bool { return !isAlnum(r) && !strings.ContainsRune("_./-~", r) })
}

// quoteWord makes one word of a shell's command line.
func quoteWord(word string) string {
	if word != "" && !strings.ContainsFunc(word, func(r rune) bool { return shellActs(r) || r == ' ' || r == '%' || r == '^' }) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
