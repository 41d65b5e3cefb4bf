package main

import (
	"encoding/json"
	"os"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/round"
)

// A part is what an earlier run left by --raw. What takes hours may so be run in parts,
// each with a seed of its own.
type part[T any] struct {
	rawFile
	Trials []T `json:"trials"`
}

// fromFlag defines the flag that names earlier runs.
func fromFlag(f *flags) *string {
	return f.String("from", "", "show what earlier runs left in these files by --raw, separated by commas, all together, and measure nothing")
}

// earlierRuns reads the trials that earlier runs of an experiment left, run by run.
func earlierRuns[T any](l *lab, files, experiment string) (trials [][]T, runs []rawFile, err error) {
	if l.raw != "" {
		return nil, nil, wrong("--raw: what --from names was measured by other runs, which have their files")
	}
	for _, file := range strings.Split(files, ",") {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, nil, wrong("--from: %v", err)
		}
		var p part[T]
		if err := json.Unmarshal(text, &p); err != nil {
			return nil, nil, wrong("--from: %s is not what --raw writes: %v", file, err)
		}
		if len(p.Arguments) == 0 || p.Arguments[0] != experiment || len(p.Trials) == 0 {
			return nil, nil, wrong("--from: %s has no trials of %s", file, experiment)
		}
		if slices.ContainsFunc(runs, func(r rawFile) bool { return command(r.Arguments) == command(p.Arguments) }) {
			return nil, nil, wrong("--from: %s was run as one before it: each part needs a --seed of its own", file)
		}
		trials, runs = append(trials, p.Trials), append(runs, p.rawFile)
	}
	return trials, runs, nil
}

// pool reads the plays of earlier runs of an experiment, one run after the other,
// their suites numbered on and their parts noted.
func (l *lab) pool(files, experiment string) (plays []play, earlier []rawFile, err error) {
	trials, earlier, err := earlierRuns[play](l, files, experiment)
	for i, run := range trials {
		suites := len(plays)
		for _, t := range run {
			t.Suite, t.part = t.Suite+suites, i
			plays = append(plays, t)
		}
	}
	return plays, earlier, err
}

// poolPairings reads what earlier runs of fidelity left, benchmark by benchmark.
// Explanations are those of the list as it is now.
func (l *lab) poolPairings(files, list string) (all []*pairing, earlier []rawFile, err error) {
	entries, err := l.readList(list)
	if err != nil {
		return nil, nil, err
	}
	trials, earlier, err := earlierRuns[pairing](l, files, "fidelity")
	of := map[round.Benchmark]*pairing{}
	for _, p := range slices.Concat(trials...) {
		if q := of[p.Benchmark]; q != nil {
			q.join(p)
			continue
		}
		of[p.Benchmark] = &p
		all = append(all, &p)
	}
	for _, e := range entries {
		if p := of[e.Benchmark]; p != nil {
			p.Note = e.note
		}
	}
	return all, earlier, err
}

// join adds what another run found out about the same benchmark.
func (p *pairing) join(o pairing) {
	p.Blocks, p.Plain = append(p.Blocks, o.Blocks...), append(p.Plain, o.Plain...)
	p.PlainError, p.TurnsError = or(p.PlainError, o.PlainError), or(p.TurnsError, o.TurnsError)
}
