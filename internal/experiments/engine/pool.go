package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/benchgate/benchgate/internal/policy"
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
func pool(files string, experiment string) (plays []play, earlier []rawFile, err error) {
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

// redraw draws the curve of earlier runs.
func redraw(files, picture string) (report, error) {
	plays, earlier, err := pool(files, "curve")
	if err != nil {
		return report{}, err
	}
	if err := savePicture(picture, plays); err != nil {
		return report{}, err
	}
	list := levelsOf(plays)
	return report{tables: []table{curveTable(plays, list), missed(plays, list)}, earlier: earlier}, nil
}

// levelsOf returns the slowdowns that plays had, smallest first.
func levelsOf(plays []play) []float64 {
	var list []float64
	for _, p := range plays {
		// As slowdown writes it; what reads otherwise is none.
		v, err := strconv.ParseFloat(strings.TrimSuffix(p.Head, " %"), 64)
		if err == nil && v > 0 {
			list = append(list, v/100)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// savePicture writes the curve to a file, if one is wanted.
func savePicture(file string, plays []play) error {
	if file == "" {
		return nil
	}
	if err := os.WriteFile(file, drawCurve(pointsOf(plays)), 0o644); err != nil {
		return fmt.Errorf("write the picture of the curve: %w", err)
	}
	return nil
}

// A point is what became of one size of slowdown, as parts of one.
type point struct {
	slowdown                 float64 // a fraction
	trials                   int
	found, undecided, passed float64
}

func pointsOf(plays []play) []point {
	var all []point
	for _, level := range levelsOf(plays) {
		c := countOf(plays, func(p play) bool { return p.Head == slowdown(level) })
		all = append(all, point{level, c.suites, c.share(policy.Regression), c.share(policy.Inconclusive),
			c.share(policy.Pass, policy.Improvement)})
	}
	return all
}
