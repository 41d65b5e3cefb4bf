package report

import (
	"fmt"

	"github.com/benchgate/benchgate/internal/words"
)

// notSelectedWhy says of a benchmark what --changed found.
const notSelectedWhy = "not selected by --changed: nothing that it is compiled from changed, and nothing that it might read"

// notSelected counts what --changed left out: "12 benchmark functions of 3
// packages not selected by --changed".
func (rep *Report) notSelected() string {
	packages := map[string]bool{}
	for _, n := range rep.NotSelected {
		packages[n.Package] = true
	}
	return fmt.Sprintf("%s of %s not selected by --changed, and not measured: nothing that they are compiled from changed",
		words.Count(len(rep.NotSelected), "benchmark function"), words.Count(len(packages), "package"))
}

// notSelected is the folded list of what --changed left out.
func (p *markdownPrinter) notSelected() block {
	if len(p.rep.NotSelected) == 0 {
		return block{}
	}
	b := block{before: fold(p.rep.notSelected()), after: foldEnd}
	for _, n := range p.rep.NotSelected {
		b.items = append(b.items, "- "+p.benchmark(n.Package, n.Benchmark)+"\n")
	}
	return b
}
