package main

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
)

// A rarity is what head costs more in few iterations only, by runs of go test,
// whose every result is a mean over all iterations.
type rarity struct {
	subject subject
	change  float64 // head/base − 1 of the average
	lo, hi  float64 // of single pairs of runs, the least and the largest
}

// rarityPairs is how many pairs of runs are made, each of both sides once.
const rarityPairs = 8

// weigh measures how much rare costs are, without hooks and without turns.
func (a *arena) weigh(ctx context.Context, rare map[string]bool, benchtime time.Duration) error {
	var sides [2]*gotest.Binary
	for i, value := range []string{"", "more"} {
		var err error
		if sides[i], err = a.link(ctx, false, "rarely", value); err != nil {
			return err
		}
	}
	for _, s := range a.subjects {
		if !rare[s.run] {
			continue
		}
		r, err := a.rarity(ctx, s, sides, benchtime)
		if err != nil {
			return err
		}
		a.l.say("%s: %s on the mean", s.Name, signed(r.change))
		a.rarer = append(a.rarer, r)
	}
	return nil
}

func (a *arena) rarity(ctx context.Context, s subject, sides [2]*gotest.Binary, benchtime time.Duration) (rarity, error) {
	var sums [2]float64
	r := rarity{subject: s, lo: math.Inf(1), hi: math.Inf(-1)}
	for pair := range rarityPairs {
		var pace [2]float64
		for k := range sides {
			i := (k + pair) % 2 // the other one first in every second pair
			values, err := a.l.goTestFresh(ctx, sides[i], s.run, 1, benchtime)
			if err != nil {
				return r, fmt.Errorf("weigh %s: %w", s.Name, err)
			}
			pace[i] = values[0]
			sums[i] += values[0]
		}
		change := pace[1]/pace[0] - 1
		r.lo, r.hi = min(r.lo, change), max(r.hi, change)
	}
	r.change = sums[1]/sums[0] - 1
	return r, nil
}
