package policy

import (
	"fmt"
	"math"
	"time"

	"github.com/benchgate/benchgate/internal/compare"
)

// waiversAt returns the waivers in force, and warnings about those that have no
// effect: expired ones and ones that name nothing that was compared.
func (p Policy) waiversAt(now time.Time, deltas []compare.Delta) (inForce []Waiver, warnings []string) {
	for _, w := range p.Waivers {
		switch {
		case w.expired(now):
			warnings = append(warnings, w.expiry())
		case !w.matchesAny(deltas):
			warnings = append(warnings, fmt.Sprintf("waiver for %s has no effect: nothing of that name was compared", w.subject()))
		default:
			inForce = append(inForce, w)
		}
	}
	return inForce, warnings
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
	return fmt.Sprintf("waiver for %s expired on %s and no longer applies", w.subject(), w.Until.UTC().Format(time.DateOnly))
}

// expired reports whether the last day is over, everywhere in UTC.
func (w Waiver) expired(now time.Time) bool {
	y, m, d := w.Until.UTC().Date()
	return !now.Before(time.Date(y, m, d+1, 0, 0, 0, 0, time.UTC))
}

// Matches reports whether the waiver is for a delta. Its name is literal, with
// or without the configuration and the GOMAXPROCS suffix.
func (w Waiver) Matches(d compare.Delta) bool {
	return w.Unit == d.Unit && (w.Package == "" || w.Package == d.Package) &&
		(w.Benchmark == d.Name || w.Benchmark == unconfigured(d.Name) || w.Benchmark == Stem(d.Name))
}

func (w Waiver) matchesAny(deltas []compare.Delta) bool {
	for _, d := range deltas {
		if w.Matches(d) {
			return true
		}
	}
	return false
}

func (w Waiver) subject() string {
	name := w.Benchmark
	if w.Package != "" {
		name = w.Package + "." + name
	}
	return name + " " + w.Unit
}

// tolerance returns the largest change that any of the waivers tolerates for a
// delta, NaN where there is none.
func tolerance(waivers []Waiver, d compare.Delta) float64 {
	most := math.NaN()
	for _, w := range waivers {
		if w.Matches(d) && !(w.Max <= most) {
			most = w.Max
		}
	}
	return most
}
