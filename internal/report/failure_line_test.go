package report

import (
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/words"
)

func TestFailureLine(t *testing.T) {
	for _, c := range []struct {
		f    judge.Failure
		want string
	}{
		{judge.Failure{Side: "head", Stage: "build", Message: "build head .: # m [m.test]\n./x.go:3:13: no\nmore"}, "head does not build: ./x.go:3:13: no"},
		{judge.Failure{Side: "base", Stage: "list", Message: "\ngo: no\n"}, "the benchmarks of base cannot be listed: go: no"},
		{judge.Failure{Side: "head", Stage: "run", Package: "p", Benchmark: "A-2", Message: "exit status 2"}, "p A-2 fails on head: exit status 2"},
		{judge.Failure{Stage: "run", Package: "p", Benchmark: "A-2"}, "p A-2 fails"},
		{judge.Failure{Side: "head", Stage: "build", Message: "# only a heading"}, "head does not build: # only a heading"},
		{judge.Failure{Side: "head", Stage: "prepare", Message: "red \x1b[31m"}, "head cannot be prepared: red " + words.Visible("\x1b") + "[31m"},
	} {
		if got := FailureLine(c.f); got != c.want {
			t.Errorf("%+v:\n got %s\nwant %s", c.f, got, c.want)
		}
	}
}
