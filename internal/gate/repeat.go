package gate

import (
	"regexp"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/shell"
)

// harmless are the build flags that are taken from a report, which may come from
// anywhere: they name no program to run, and no file to read or to write, as the
// compiler's own flags (-gcflags) can.
var harmless = []string{"a", "asan", "msan", "race", "tags", "p", "mod", "cpu"}

// repeated is the command line of the run behind a report, by the command that it
// gives for making it again. What could make a hostile report dangerous has to be
// given once more, by build.
func repeated(command string, build []string) ([]string, error) {
	words, ok := shell.Split(command)
	if !ok || len(words) < 2 || words[0] != "benchgate" || words[1] != "run" {
		return nil, exit.Unmeasuredf("explain the report of benchgate run", "the report does not say how it was made")
	}
	words = words[2:]
	if i := slices.Index(words, "--"); i >= 0 {
		for _, f := range words[i+1:] {
			if name, _, _ := strings.Cut(strings.TrimLeft(f, "-"), "="); len(build) == 0 && strings.HasPrefix(f, "-") && !slices.Contains(harmless, name) {
				return nil, exit.Usagef("give the build flags of that run once more, after --", "the report was made with %s, which is not taken from a report", f)
			}
		}
		if len(build) > 0 {
			words = words[:i]
		}
	}
	if len(build) > 0 {
		words = append(append(slices.Clip(words), "--"), build...)
	}
	return words, nil
}

// topsOf selects the functions of the benchmarks, as go test -bench does.
func topsOf(groups [][]judge.Row) string {
	var names []string
	for _, group := range groups {
		top, _, _ := strings.Cut(group[0].Benchmark, "/")
		for _, name := range []string{top, round.Stem(top)} {
			if n := regexp.QuoteMeta("Benchmark" + name); !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	return "^(" + strings.Join(names, "|") + ")$"
}
