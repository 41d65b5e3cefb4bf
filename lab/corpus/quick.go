package corpus

import (
	"fmt"
	"slices"
	"strings"
)

// A Question is one comparison, with the arguments of benchgate run for it.
type Question struct {
	Expectation
	Args []string
}

// quick are the benchmarks of the quick check, by module and pair: those that
// differ in allocations, which a few processes count, and three that differ in
// time alone, by a factor of ten and more.
var quick = map[string]map[string]string{
	"core": {"bufpool": "BufPool", "concat": "Concat", "fetch": "Fetch", "forms": "Loop", "indexed": "Indexed",
		"inplace": "InPlace", "lines": "Lines", "monitor": "Monitor", "prealloc": "Prealloc", "readbuf": "ReadBuf"},
	"db": {"handles": "Handles", "prepared": "Prepared"},
}

// quickPolicy is the file in the corpus that says what the quick check gates.
const quickPolicy = "quick.yml"

// Quick returns the questions of the quick check: the three, and one about a single
// pair in which the others are the same. The budgets are for busy machines. Where
// nothing is to be confirmed, a few rounds suffice under the
// corpus' own policy; what noise makes a suspect of there ends undecided.
func (c Corpus) Quick() []Question {
	var pairs, packages, names []string
	for _, m := range c.Modules {
		for pair, name := range quick[m] {
			pairs, packages, names = append(pairs, pair), append(packages, "./"+m+"/"+pair), append(names, name)
		}
	}
	for _, list := range [][]string{pairs, packages, names} {
		slices.Sort(list)
	}
	args := func(flags ...string) []string {
		return append(append(flags, fmt.Sprintf("--bench=^Benchmark(%s)$", strings.Join(names, "|"))), packages...)
	}
	return []Question{
		{Slower.over(pairs), args("--budget=3m", "--config="+quickPolicy)},
		{Faster.over(pairs), args("--budget=1m")},
		{Same.over(pairs), args("--budget=120s")},
		{single("concat"), []string{"--budget=1m", "--config=" + quickPolicy, "./core/concat", "./core/inplace", "./core/prealloc"}},
	}
}

// Whole returns the questions of the whole check: every benchmark, under the
// corpus' own policy.
func (c Corpus) Whole() ([]Question, error) {
	pairs, err := c.Pairs()
	if err != nil {
		return nil, err
	}
	return []Question{{Slower.over(pairs), nil}, {Faster.over(pairs), nil}, {Same.over(pairs), nil}}, nil
}
