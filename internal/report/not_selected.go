package report

import (
	"fmt"

	"github.com/benchgate/benchgate/internal/words"
)

// NotSelectedWhy says of a benchmark what --changed found.
const NotSelectedWhy = "not selected by --changed: nothing that it is compiled from changed, and nothing that it might read"

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
