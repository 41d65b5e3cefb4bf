package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/benchgate/benchgate/internal/policy"
)

// redraw draws the curve of earlier runs.
func (l *lab) redraw(files, picture string) (report, error) {
	plays, earlier, err := l.pool(files, "curve")
	if err != nil {
		return report{}, err
	}
	if err := savePicture(picture, plays); err != nil {
		return report{}, err
	}
	return report{tables: curveTables(plays), earlier: earlier}, nil
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
