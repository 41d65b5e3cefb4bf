package report

import (
	"path"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/words"
)

// next is the command that helps most after this verdict, and what for; ""
// where there is none that a stranger's names cannot have bent.
func (rep *Report) next(s Setting) (command, to string) {
	failing := worstFirst(ofClass(rep.Rows, Failing))
	switch {
	case rep.Verdict == judge.VerdictError, rep.Verdict == judge.VerdictInconclusive && !rep.unfinished() && onlyFailing(rep) != "":
		return s.Shows, s.ShowsTo
	case len(failing) > 0 && failing[0].Outcome != judge.Inconclusive && measured(&failing[0]):
		command, to = rep.nextOfWorst(&failing[0], s)
	case rep.Verdict == judge.VerdictInconclusive && rep.unfinished():
		if !rep.Partial {
			command, to = s.Longer, "give it enough time"
		}
	case rep.Verdict == judge.VerdictInconclusive || len(failing) > 0:
		if open := worstFirst(ofOutcome(rep.Rows, judge.Inconclusive)); len(open) > 0 && measured(&open[0]) {
			command, to = "benchgate calibrate "+rep.with(&open[0], s.Prefix, calibrateFlags), "see which changes this machine can detect in the worst undecided benchmark"
		}
	case s.Report != "" && len(rep.Rows) > 0:
		command, to = "benchgate render -v "+quoteWord(s.Report), "see every row"
	}
	if strings.HasPrefix(command, "benchgate ") && !plainCommand(command) {
		return "", ""
	}
	return command, to
}

// unfinished tells whether time was what kept a row from being decided.
func (rep *Report) unfinished() bool {
	return slices.ContainsFunc(rep.Rows, func(r judge.Row) bool { return r.Unfinished })
}

// measured tells whether benchgate measured the row and knows its function by
// a name and a place that are what they seem.
func measured(r *judge.Row) bool {
	return r.Engine != "" && r.Engine != "files" && plainPath(r.File) && r.File[0] != '/' && !strings.Contains("/"+r.File, "/../") &&
		plainPath(function(r.Benchmark))
}

// nextOfWorst measures the worst benchmark alone, or has a look inside where it
// was measured alone already.
func (rep *Report) nextOfWorst(r *judge.Row, s Setting) (command, to string) {
	for _, other := range rep.Rows {
		if other.Package != r.Package || function(other.Benchmark) != function(r.Benchmark) {
			return rep.again(r, s.Prefix), "measure the worst alone"
		}
	}
	if s.HeadElsewhere {
		if s.Report == "" {
			return "", ""
		}
		return "benchgate explain " + quoteWord(s.Report), "see where in the code it comes from"
	}
	command = "go -C " + packageDir(r.File, s.Prefix) + " test -run '^$' -bench " + expression(r)
	for _, f := range s.Build {
		command += " " + quoteWord(f)
	}
	return command + " -cpuprofile cpu.pprof", "profile head"
}

// again is the run of one row's benchmark, between the same commits.
func (rep *Report) again(r *judge.Row, prefix string) string {
	command := "benchgate run "
	if plainPath(rep.Base.SHA) {
		command += "--base " + quoteWord(rep.Base.SHA[:min(12, len(rep.Base.SHA))]) + " "
	}
	return command + rep.with(r, prefix, nil)
}

// calibrateFlags are the arguments of a run that calibrate takes, too.
var calibrateFlags = []string{"--config", "--engine", "--timeout"}

// with are the arguments that select the function of a row in its package, of the
// head that was measured, with those that the run was given: all of them, or those
// that are named. What selected other benchmarks is replaced, or left out.
func (rep *Report) with(r *judge.Row, prefix string, only []string) string {
	var words []string
	if plainPath(rep.Head.SHA) && !rep.Head.Dirty {
		words = append(words, "--head", rep.Head.SHA[:min(12, len(rep.Head.SHA))])
	}
	given, build := rep.Arguments, []string(nil)
	if i := slices.Index(given, "--"); i >= 0 {
		given, build = given[:i], given[i:]
	}
	for _, a := range given {
		name, value, valued := strings.Cut(a, "=")
		if !strings.HasPrefix(name, "--") || selects[name] || only != nil && !slices.Contains(only, name) {
			continue
		}
		if valued {
			a = name + "=" + quoteWord(value)
		}
		words = append(words, a)
	}
	words = append(words, "-b", expression(r), packageDir(r.File, prefix))
	for _, f := range build {
		words = append(words, quoteWord(f))
	}
	return strings.Join(words, " ")
}

// selects are the arguments by which a run takes some of the benchmarks.
var selects = map[string]bool{"--bench": true, "--changed": true, "--shard": true, "--costs": true}

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

// plainPath reports whether a name is made of what import paths and functions
// usually are, so that it stands for itself in any shell.
func plainPath(s string) bool {
	return s != "" && s[0] != '-' && !strings.ContainsFunc(s, func(r rune) bool { return !words.Alnum(r) && !strings.ContainsRune("_./-~", r) })
}

// quoteWord makes one word of a shell's command line.
func quoteWord(word string) string {
	if word != "" && !strings.ContainsFunc(word, func(r rune) bool { return shellActs(r) || r == ' ' || r == '%' || r == '^' }) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
