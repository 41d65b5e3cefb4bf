package report

import (
	"fmt"
	"path"
	"strings"

	"github.com/benchgate/benchgate/internal/judge"
)

// next is the command that helps most after this verdict, and what for; ""
// where there is none that a stranger's names cannot have bent.
func (rep *Report) next(o Options) (command, to string) {
	failing := worstFirst(ofClass(rep.Rows, failing))
	switch {
	case rep.Verdict == judge.VerdictError:
		command, to = rep.nextOfFailure()
	case len(failing) > 0 && failing[0].Outcome != judge.Inconclusive && measured(&failing[0]):
		command, to = rep.nextOfWorst(&failing[0], o.Prefix)
	case rep.Verdict == judge.VerdictInconclusive || len(failing) > 0:
		if open := worstFirst(ofOutcome(rep.Rows, judge.Inconclusive)); len(open) > 0 && measured(&open[0]) {
			command, to = "benchgate calibrate "+selecting(&open[0], o.Prefix), "learn what this machine can decide of the worst undecided"
		}
	case o.Report != "" && len(rep.Rows) > 0:
		command, to = "benchgate render -v "+quoteWord(o.Report), "see every row"
	}
	if strings.HasPrefix(command, "benchgate ") && !plainCommand(command) {
		return "", ""
	}
	return command, to
}

// measured tells whether benchgate measured the row and knows its function by
// a name and a place that are what they seem.
func measured(r *judge.Row) bool {
	return r.Engine != "" && r.Engine != "files" && plainPath(r.File) && r.File[0] != '/' && !strings.Contains("/"+r.File, "/../") &&
		plainPath(function(r.Benchmark))
}

// nextOfWorst measures the worst benchmark alone, or has a look inside where it
// was measured alone already.
func (rep *Report) nextOfWorst(r *judge.Row, prefix string) (command, to string) {
	for _, other := range rep.Rows {
		if other.Package != r.Package || function(other.Benchmark) != function(r.Benchmark) {
			return rep.again(r, prefix), "measure the worst alone"
		}
	}
	dir := packageDir(r.File, prefix)
	return "go -C " + dir + " test -run '^$' -bench " + expression(r) + " -cpuprofile cpu.pprof", "profile head"
}

// again is the run of one row's benchmark against the same base.
func (rep *Report) again(r *judge.Row, prefix string) string {
	command := "benchgate run "
	if plainPath(rep.Base.SHA) {
		command += "--base " + quoteWord(rep.Base.SHA[:min(12, len(rep.Base.SHA))]) + " "
	}
	return command + selecting(r, prefix)
}

// selecting are the arguments that select the function of a row in its package.
func selecting(r *judge.Row, prefix string) string {
	return "-b " + expression(r) + " " + packageDir(r.File, prefix)
}

// expression selects the function of a measured row, whose name is plain.
func expression(r *judge.Row) string { return "'^Benchmark" + function(r.Benchmark) + "$'" }

// function is the name of a benchmark's function, without the word Benchmark.
func function(name string) string {
	name, _, _ = strings.Cut(name, "/")
	if i := strings.LastIndexByte(name, '-'); i > 0 {
		name = name[:i]
	}
	return name
}

// packageDir is the directory of a file as seen from the directory prefix; both
// are relative to the root of the repository.
func packageDir(file, prefix string) string {
	to := strings.Split(path.Clean(path.Dir(file)), "/")
	from := strings.Split(path.Clean(prefix), "/")
	if from[0] == "." {
		from = nil
	}
	if to[0] == "." {
		to = nil
	}
	for len(from) > 0 && len(to) > 0 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	up := strings.Repeat("../", len(from))
	if up == "" {
		up = "./"
	}
	return path.Clean(up) + strings.TrimSuffix("/"+strings.Join(to, "/"), "/")
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
