package report

import (
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/record"
)

func rowOf(lo, at, hi, threshold float64, better string) judge.Row {
	return judge.Row{Unit: "sec/op", Better: better, Base: &judge.Summary{Center: 1}, Head: &judge.Summary{Center: 1 + at},
		Change: &at, ChangeLo: &lo, ChangeHi: &hi, Threshold: &threshold}
}

func TestNext(t *testing.T) {
	parse := rowOf(0.1, 0.2, 0.3, 0.05, judge.BetterLower)
	parse.Package, parse.Benchmark, parse.Outcome, parse.Engine, parse.File = "m/parser", "Parse/size=1-8", "regression", "turns", "parser/p_test.go"
	undecided := parse
	undecided.Outcome, undecided.File = "inconclusive", "p_test.go"
	hostile := parse
	hostile.File = "a\nb/p_test.go"
	files := parse
	files.Engine = "files"
	pass := parse
	pass.Outcome, pass.Benchmark = "pass", "Print-8"
	sha := record.Ref{SHA: strings.Repeat("ab", 20)}
	for _, c := range []struct {
		name string
		rep  Report
		want string
	}{
		{"regression", Report{Judgement: judge.Judgement{Verdict: "regression", Rows: []judge.Row{parse, pass}}, Record: record.Record{Base: sha}}, "benchgate run --base abababababab -b '^BenchmarkParse$' ./parser"},
		{"one benchmark alone", Report{Judgement: judge.Judgement{Verdict: "regression", Rows: []judge.Row{parse, parse}}, Record: record.Record{Base: sha}},
			"go -C ./parser test -run '^$' -bench '^BenchmarkParse$' -cpuprofile cpu.pprof"},
		{"a hostile path", Report{Judgement: judge.Judgement{Verdict: "regression", Rows: []judge.Row{hostile}}, Record: record.Record{Base: sha}}, ""},
		{"files", Report{Judgement: judge.Judgement{Verdict: "regression", Rows: []judge.Row{files}}}, ""},
		{"undecided", Report{Judgement: judge.Judgement{Verdict: "inconclusive", Rows: []judge.Row{undecided}}}, "benchgate calibrate -b '^BenchmarkParse$' ."},
		{"pass", Report{Judgement: judge.Judgement{Verdict: "pass", Rows: []judge.Row{pass}}}, "benchgate render -v '.bench gate/report.json'"},
		{"with what the run was given", Report{Judgement: judge.Judgement{Verdict: "regression", Rows: []judge.Row{parse, pass}}, Record: record.Record{Base: sha, Head: sha, Arguments: []string{"--config=a b.yml", "--bench=.", "--changed", "--shard=1/2", "./...", "--", "-tags=x y", "-cpu=1"}}},
			"benchgate run --base abababababab --head abababababab --config='a b.yml' -b '^BenchmarkParse$' ./parser -- '-tags=x y' -cpu=1"},
		{"undecided, with what the run was given", Report{Judgement: judge.Judgement{Verdict: "inconclusive", Rows: []judge.Row{undecided}}, Record: record.Record{Arguments: []string{"--budget=5m", "--engine=exec"}}},
			"benchgate calibrate --engine=exec -b '^BenchmarkParse$' ."},
		{"a failure, of which only the run knows more", Report{Judgement: judge.Judgement{Verdict: "error", Failures: []judge.Failure{{Side: "head", Stage: "build", Package: "m/p"}}}}, "shows it"},
	} {
		if got, does := c.rep.next(Setting{Report: ".bench gate/report.json", Shows: "shows it", ShowsTo: "see"}); got != c.want || (got == "") != (does == "") {
			t.Errorf("%s: %q (%s), want %q", c.name, got, does, c.want)
		}
	}
}

func TestPackageDir(t *testing.T) {
	for _, c := range []struct{ file, prefix, want string }{
		{"a_test.go", "", "."}, {"p/a_test.go", "", "./p"}, {"p/q/a_test.go", "p", "./q"}, {"p/a_test.go", "p", "."},
		{"a_test.go", "p/q", "../.."}, {"r/a_test.go", "p/q/", "../../r"}, {"p/r/a_test.go", "p/q", "../r"}, {"p/a_test.go", ".", "./p"},
	} {
		if got := packageDir(c.file, c.prefix); got != c.want {
			t.Errorf("%s from %q: %q, want %q", c.file, c.prefix, got, c.want)
		}
	}
}
