package report

import (
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/round"
)

// earlierEntries are the facts behind a report of an earlier version, which had
// lists and rows instead of entries. What such a report leaves open is taken for
// the worse: a skip without a side may be head's.
func earlierEntries(rep *Report) []record.Entry {
	var entries []record.Entry
	add := func(n record.Name, s record.State, side round.Side, reason string) {
		entries = append(entries, record.Entry{Package: n.Package, Benchmark: n.Benchmark, State: s, Side: side, Reason: reason})
	}
	for _, list := range []struct {
		state record.State
		names []record.Name
	}{{record.Added, rep.Added}, {record.Removed, rep.Removed}, {record.NotSelected, rep.NotSelected}} {
		for _, n := range list.names {
			add(n, list.state, "", "")
		}
	}
	removed := map[record.Name]bool{}
	for _, r := range rep.Rows {
		removed[record.NameOf(r.Of())] = removed[record.NameOf(r.Of())] || r.Outcome == judge.Removed && r.Head == nil && r.Engine == ""
	}
	seen := map[record.Name]bool{}
	for _, r := range rep.Rows {
		n := record.NameOf(r.Of())
		switch {
		case r.Outcome == judge.UnchangedBinary:
			add(n, record.Identical, "", r.Reason)
		case r.Outcome == judge.Skipped && removed[n]:
			add(n, record.Skipped, round.Head, r.Reason)
		case r.Outcome == judge.Skipped:
			add(n, record.Skipped, "", r.Reason)
		case r.Engine != "" && r.Engine != "files" || r.Outcome == judge.Inconclusive:
			if !seen[n] {
				seen[n] = true
				add(n, record.Measured, "", "")
			}
		default:
			continue
		}
		entries[len(entries)-1].File, entries[len(entries)-1].Line = r.File, r.Line
	}
	for _, f := range rep.Failures {
		entries = append(entries, record.Entry{Package: f.Package, Benchmark: f.Benchmark, State: record.Failed,
			Side: round.Side(f.Side), Stage: f.Stage, Reason: f.Message})
	}
	return entries
}
