package policy

import (
	"fmt"
	"math"
	"time"

	"github.com/benchgate/benchgate/internal/round"
)

// InForce returns the waivers that apply at a time.
func (p Policy) InForce(now time.Time) []Waiver {
	var waivers []Waiver
	for _, w := range p.Waivers {
		if !w.expired(now) {
			waivers = append(waivers, w)
		}
	}
	return waivers
}

// Expired warns of the waivers that no longer apply.
func (p Policy) Expired(now time.Time) []string {
	var warnings []string
	for _, w := range p.Waivers {
		if w.expired(now) {
			warnings = append(warnings, w.expiry())
		}
	}
	return warnings
}

func (w Waiver) expiry() string {
	return fmt.Sprintf("waiver for %s expired on %s and no longer applies", w.Subject(), w.Until.UTC().Format(time.DateOnly))
}

// expired reports whether the last day is over, everywhere in UTC.
func (w Waiver) expired(now time.Time) bool {
	y, m, d := w.Until.UTC().Date()
	return !now.Before(time.Date(y, m, d+1, 0, 0, 0, 0, time.UTC))
}

// Matches reports whether the waiver is for a benchmark in a canonical unit. Its
// name is literal, with or without the configuration and the GOMAXPROCS suffix.
func (w Waiver) Matches(b round.Benchmark, unit string) bool {
	return w.Unit == unit && (w.Package == "" || w.Package == b.Package) &&
		(w.Benchmark == b.Name || w.Benchmark == round.Unconfigured(b.Name) || w.Benchmark == round.Stem(b.Name))
}

// Subject names what the waiver is for.
func (w Waiver) Subject() string {
	name := w.Benchmark
	if w.Package != "" {
		name = w.Package + "." + name
	}
	return name + " " + w.Unit
}

// Tolerance returns the largest change that any of the waivers tolerates for a
// benchmark in a unit, NaN where there is none.
func Tolerance(waivers []Waiver, b round.Benchmark, unit string) float64 {
	most := math.NaN()
	for _, w := range waivers {
		if w.Matches(b, unit) && !(w.Max <= most) {
			most = w.Max
		}
	}
	return most
}
