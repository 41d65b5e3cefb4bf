package report

import (
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/record"
)

// Regressions returns the rows whose outcome is regression and that the policy
// does not ignore, those of one benchmark together, the worst benchmark first.
func Regressions(rows []judge.Row) [][]judge.Row {
	var groups [][]judge.Row
	at := map[record.Name]int{}
	for _, r := range worstFirst(rows) {
		if r.Outcome != judge.Regression || classOf(&r) == Ignored {
			continue
		}
		name := record.NameOf(r.Of())
		i, ok := at[name]
		if !ok {
			i = len(groups)
			at[name] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], r)
	}
	return groups
}
