package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/measure"
)

// curve plants slowdowns in one benchmark at a time and sends it through the
// gate: how large must a slowdown be to be found?
func curve(f *flags) func(context.Context, *lab) (report, error) {
	trials := f.Int("trials", 300, "trials for every slowdown, over all benchmarks")
	levels := f.String("slowdowns", "2,5,7.5,10,20", "slowdowns in percent")
	careful := f.Duration("careful", 4*time.Second, "wall time for measuring what was planted")
	weighing := f.Duration("weighing", 700*time.Millisecond, "wall time, after every trial, for measuring once more what was planted, in each of two to eight layouts; 0 for none")
	picture := f.String("svg", "", "file for the curve as a picture")
	from := fromFlag(f)
	return func(ctx context.Context, l *lab) (report, error) {
		if *from != "" {
			return l.redraw(*from, *picture)
		}
		list, err := percents(*levels)
		if err := errors.Join(err, atLeast("trials", *trials, 1)); err != nil {
			return report{}, err
		}
		subjects, k, err := l.mixed(ctx, false)
		if err != nil {
			return report{}, err
		}
		p, err := l.plant(ctx, k)
		if err != nil {
			return report{}, err
		}
		plants, err := p.all(ctx, subjects, list, *careful)
		if err != nil {
			return report{}, err
		}
		heads := make([]versus, len(plants))
		for i, pl := range plants {
			heads[i] = versus{slowdown(pl.wanted), []measure.Target{pl.subject.target(p.base, pl.head)}, pl.real}
		}
		l.coins.Shuffle(len(heads), func(i, j int) { heads[i], heads[j] = heads[j], heads[i] })
		plays, err := l.playAll(ctx, heads, *trials*len(list), 4, *weighing)
		if err != nil {
			return report{}, err
		}
		known := sized(plays)
		if err := savePicture(*picture, known); err != nil {
			return report{}, err
		}
		return report{tables: curveTables(known), trials: plays}, nil
	}
}

// percents reads a list of percentages as fractions.
func percents(text string) ([]float64, error) {
	var list []float64
	for _, field := range strings.Split(text, ",") {
		v, err := strconv.ParseFloat(field, 64)
		if err != nil || !(v > 0) {
			return nil, wrong("--slowdowns: %q is not a percentage", field)
		}
		list = append(list, v/100)
	}
	return list, nil
}

func slowdown(fraction float64) string { return signed(fraction) }

// all plants every slowdown in every benchmark.
func (p *plant) all(ctx context.Context, subjects []subject, list []float64, careful time.Duration) ([]planted, error) {
	progress := p.l.start(len(subjects)*len(list), time.Duration(len(subjects)*len(list))*2*careful)
	var plants []planted
	for _, s := range subjects {
		for _, wanted := range list {
			pl, err := p.slow(ctx, s, wanted, careful)
			if err != nil {
				return nil, fmt.Errorf("plant %s in %s: %w", slowdown(wanted), s.Name, err)
			}
			plants = append(plants, pl)
			progress.done(len(plants), time.Duration(len(plants))*2*careful, fmt.Sprintf("planted %s in %s for %s", signed(pl.real), s.Name, slowdown(wanted)))
		}
	}
	return plants, nil
}
