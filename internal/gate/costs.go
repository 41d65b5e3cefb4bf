package gate

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"slices"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/suite"
)

// readCosts reads how long benchmarks took when they were last measured, from the
// report of an earlier run. Without that file, as before the first run, all count
// alike. That another shard has the file would show in the checksum of the assignment.
func (w *workplace) readCosts(name string) (map[suite.Top]float64, error) {
	costs := map[suite.Top]float64{}
	if name == "" {
		return costs, nil
	}
	rep, err := output.ReadReport(w.Absolute(name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		w.warn("there is no %s yet, so all benchmarks count as equally costly", name)
		return costs, nil
	case errors.Is(err, report.ErrSchema): // kept from another version
		w.warn("%s is from another benchgate version, so all benchmarks are assumed to take equally long: %v", name, err)
		return costs, nil
	case err != nil:
		return nil, exit.Usagef("give the report.json of an earlier run, or a file that is not there", "--costs: %w", err)
	}
	for _, c := range rep.Costs {
		costs[suite.Top{Package: c.Package, Name: c.Benchmark}] = c.Seconds
	}
	return costs, nil
}

// costs are the times that are known now, of the functions that this run or shard has: what
// they took this time, and else what they did the last time.
func (f *findings) costs() []record.Cost {
	if f.suite == nil {
		return nil
	}
	now := map[suite.Top]float64{}
	for b, spent := range f.measured.Spent {
		now[topOf(b)] += spent.Seconds()
	}
	var list []record.Cost
	for _, t := range slices.SortedFunc(maps.Keys(f.suite.Positions), byTop) {
		if seconds := cmp.Or(now[t], f.lastCosts[t]); seconds > 0 {
			list = append(list, record.Cost{Package: t.Package, Benchmark: t.Name, Seconds: seconds})
		}
	}
	return list
}
