package main

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
)

// A part is what an earlier run left by --raw. What takes hours may so be run in parts,
// each with a seed of its own.
type part struct {
	rawFile
	Trials []play `json:"trials"`
}

// fromFlag defines the flag that names earlier runs.
func fromFlag(f *flags) *string {
	return f.String("from", "", "show what earlier runs left in these files by --raw, separated by commas, all together, and measure nothing")
}

// pool reads the plays of earlier runs of an experiment, one run after the other,
// their suites numbered on.
func (l *lab) pool(files, experiment string) (plays []play, earlier []rawFile, err error) {
	if l.raw != "" {
		return nil, nil, wrong("--raw: what --from names was measured by other runs, which have their files")
	}
	for _, file := range strings.Split(files, ",") {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, nil, wrong("--from: %v", err)
		}
		var p part
		if err := json.Unmarshal(text, &p); err != nil {
			return nil, nil, wrong("--from: %s is not what --raw writes: %v", file, err)
		}
		if len(p.Arguments) == 0 || p.Arguments[0] != experiment || len(p.Trials) == 0 {
			return nil, nil, wrong("--from: %s has no trials of %s", file, experiment)
		}
		if slices.ContainsFunc(earlier, func(r rawFile) bool { return command(r.Arguments) == command(p.Arguments) }) {
			return nil, nil, wrong("--from: %s was run as one before it: each part needs a --seed of its own", file)
		}
		suites := len(plays)
		for _, t := range p.Trials {
			t.Suite += suites
			plays = append(plays, t)
		}
		earlier = append(earlier, p.rawFile)
	}
	return plays, earlier, nil
}
