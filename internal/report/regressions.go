package report

import "github.com/benchgate/benchgate/internal/policy"

// Regressions returns the rows whose outcome is regression and that the policy
// does not ignore, those of one benchmark together, the worst benchmark first.
func Regressions(rows []Row) [][]Row {
	var groups [][]Row
	at := map[Name]int{}
	for _, r := range worstFirst(rows) {
		if r.Outcome != policy.Regression || r.class() == ignored {
			continue
		}
		name := Name{r.Package, r.Benchmark}
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
