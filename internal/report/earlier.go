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
	e := earlier{said: map[record.Name]bool{}}
	for _, list := range []struct {
		state record.State
		names []record.Name
	}{{record.Added, rep.Added}, {record.Removed, rep.Removed}, {record.NotSelected, rep.NotSelected}} {
		for _, n := range list.names {
			e.add(record.Entry{Package: n.Package, Benchmark: n.Benchmark, State: list.state})
		}
	}
	gone := map[record.Name]bool{}
	for _, r := range rep.Rows {
		if r.Outcome == judge.Removed && r.Engine == "" {
			gone[record.NameOf(r.Of())] = true
		}
	}
	for _, r := range rep.Rows {
		e.row(r, gone[record.NameOf(r.Of())])
	}
	for _, f := range rep.Failures {
		e.list = append(e.list, record.Entry{Package: f.Package, Benchmark: f.Benchmark, State: record.Failed,
			Side: round.Side(f.Side), Stage: f.Stage, Reason: f.Message})
	}
	return e.list
}

// earlier collects entries, one for each benchmark.
type earlier struct {
	list []record.Entry
	said map[record.Name]bool
}

func (e *earlier) add(entry record.Entry) {
	if n := (record.Name{Package: entry.Package, Benchmark: entry.Benchmark}); !e.said[n] {
		e.said[n] = true
		e.list = append(e.list, entry)
	}
}

// row adds what a row says of its benchmark. gone is set where another row says that
// head does not have it.
func (e *earlier) row(r judge.Row, gone bool) {
	entry := record.Entry{Package: r.Package, Benchmark: r.Benchmark, Reason: r.Reason, File: r.File, Line: r.Line}
	switch {
	case r.Outcome == judge.UnchangedBinary:
		entry.State = record.Identical
	case r.Outcome == judge.Skipped && gone:
		entry.State, entry.Side = record.Skipped, round.Head
	case r.Outcome == judge.Skipped:
		entry.State = record.Skipped
	case r.Outcome == judge.Removed && r.Engine == "":
		entry.State = record.Removed
	case r.Engine != "" && r.Engine != "files" || r.Outcome == judge.Inconclusive:
		entry.State, entry.Reason = record.Measured, ""
	default:
		return
	}
	e.add(entry)
}
