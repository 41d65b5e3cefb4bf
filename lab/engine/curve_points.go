package main

import (
	"cmp"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
)

// redraw draws the curve of earlier runs.
func (l *lab) redraw(files, picture string) (report, error) {
	plays, earlier, err := l.pool(files, "curve")
	if err != nil {
		return report{}, err
	}
	plays = sized(plays)
	if err := savePicture(picture, plays); err != nil {
		return report{}, err
	}
	return report{tables: curveTables(plays), earlier: earlier}, nil
}

// sized returns plays with the size of their slowdown as well as it is known: the
// median of what was weighed beside all trials of the same head, in as many layouts
// and spells of the machine. Of earlier runs, which weighed nothing, it is the median
// of what was measured when it was planted and of what the gate estimated in the
// head's other trials: a play's own estimate is left out, so that what became of it
// has no part in what it counts for.
func sized(plays []play) []play {
	played, weighed := map[plantedHead][]int{}, map[plantedHead][]float64{}
	for i, p := range plays {
		of := headOf(p)
		played[of] = append(played[of], i)
		if p.Weighed != 0 {
			weighed[of] = append(weighed[of], p.Weighed)
		}
	}
	all := slices.Clone(plays)
	for i, p := range plays {
		of := headOf(p)
		known := weighed[of]
		if len(known) == 0 {
			known = []float64{p.Planted}
			for _, other := range played[of] {
				if other != i {
					known = append(known, plays[other].Fates[0].Change)
				}
			}
		}
		all[i].Planted = median(known)
	}
	return all
}

// A plantedHead is a binary in which a slowdown was planted.
type plantedHead struct {
	benchmark, wanted string
	part              int
}

// headOf returns the head of a play, of which there is one a benchmark, slowdown and run.
func headOf(p play) plantedHead { return plantedHead{p.Fates[0].Benchmark, p.Head, p.part} }

// levels are the slowdowns that were wanted, smallest first.
type levels []float64

// levelsOf returns those of plays.
func levelsOf(plays []play) levels {
	var list levels
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

// of returns the level that a play counts for: by ratio, the nearest to the size of
// its slowdown, which need not be what was wanted.
func (list levels) of(p play) float64 {
	planted := max(p.Planted, math.SmallestNonzeroFloat64)
	return slices.MinFunc(list, func(a, b float64) int {
		return cmp.Compare(math.Abs(math.Log(planted/a)), math.Abs(math.Log(planted/b)))
	})
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
	list := levelsOf(plays)
	for _, level := range list {
		c := countOf(those(plays, func(p play) bool { return list.of(p) == level }))
		if c.suites == 0 {
			continue
		}
		found, undecided, passed := c.became()
		all = append(all, point{level, c.suites, found, undecided, passed})
	}
	return all
}
