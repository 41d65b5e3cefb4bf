package gate

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"slices"

	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/suite"
)

// readCosts reads what benchmarks cost when they were last measured, from the
// report of an earlier run. Without that file, as before the first run, all count
// alike. That another shard has the file would show in the checksum of the deal.
func (g *gate) readCosts() error {
	g.lastCosts = map[suite.Top]float64{}
	if g.options.costs == "" {
		return nil
	}
	rep, err := output.ReadReport(g.Absolute(g.options.costs))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		g.warn("there is no %s yet, so all benchmarks count as equally costly", g.options.costs)
		return nil
	case errors.Is(err, report.ErrSchema): // kept from another version
		g.warn("%s is from another benchgate version, so all benchmarks are assumed to take equally long: %v", g.options.costs, err)
		return nil
	case err != nil:
		return exit.Usagef("give the report.json of an earlier run, or a file that is not there", "--costs: %w", err)
	}
	for _, c := range rep.Costs {
		g.lastCosts[suite.Top{Package: c.Package, Name: c.Benchmark}] = c.Seconds
	}
	return nil
}

// costs are what is known now, of the functions that this run or shard has: what
// they cost this time, and else what they did the last time.
func (g *gate) costs() []record.Cost {
	if g.suite == nil {
		return nil
	}
	now := map[suite.Top]float64{}
	for b, spent := range g.measured.Spent {
		now[topOf(b)] += spent.Seconds()
	}
	var list []record.Cost
	for _, t := range slices.SortedFunc(maps.Keys(g.suite.Positions), byTop) {
		if seconds := cmp.Or(now[t], g.lastCosts[t]); seconds > 0 {
			list = append(list, record.Cost{Package: t.Package, Benchmark: t.Name, Seconds: seconds})
		}
	}
	return list
}
