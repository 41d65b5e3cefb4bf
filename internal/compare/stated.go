package compare

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/round"
	"golang.org/x/perf/benchmath"
)

// direction returns which way of a unit is better. Head is what is judged: its
// files speak last.
func (o Options) direction(base, head *Samples, b round.Benchmark, unit string) Direction {
	if o.Better != nil {
		if d := o.Better(b, unit); d != Unknown {
			return d
		}
	}
	return cmp.Or(base.better(unit), DirectionOf(unit), head.better(unit))
}

// better returns the direction that a side's files state for a unit.
func (s *Samples) better(unit string) Direction {
	switch s.units[unitKey{unit, "better"}].value {
	case "higher":
		return Higher
	case "lower":
		return Lower
	}
	return Unknown
}

// assumption is what the files say of how a unit's values are spread.
func assumption(base, head *Samples, unit string) benchmath.Assumption {
	key := unitKey{unit, "assume"}
	if base.units[key].value == "exact" || head.units[key].value == "exact" {
		return benchmath.AssumeExact
	}
	return benchmath.AssumeNothing
}

// disagreement is an *Unreadable error where the sides state different things of
// a unit.
func disagreement(base, head *Samples) error {
	var clashes []unitKey
	for key, h := range head.units {
		if b, ok := base.units[key]; ok && b.value != h.value {
			clashes = append(clashes, key)
		}
	}
	slices.SortFunc(clashes, func(a, b unitKey) int { return byPlace(head.units[a], head.units[b], a, b) })
	var bad Unreadable
	for _, key := range clashes {
		b, h := base.units[key], head.units[key]
		bad.add(h.file, h.line, fmt.Sprintf("unit %s: %s=%s, but %s says %s", h.written, key.key, h.value, b.place(), b.value))
	}
	return bad.err()
}

func byPlace(a, b stated, keyA, keyB unitKey) int {
	return cmp.Or(strings.Compare(a.file, b.file), cmp.Compare(a.line, b.line), strings.Compare(keyA.key, keyB.key))
}

// overruled warns of directions that head states and that are not followed.
func overruled(base, head *Samples) []string {
	var keys []unitKey
	for key := range head.units {
		known := DirectionOf(key.unit)
		if key.key == "better" && base.better(key.unit) == Unknown && known != Unknown && head.better(key.unit) == -known {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b unitKey) int { return byPlace(head.units[a], head.units[b], a, b) })
	var list []string
	for _, key := range keys {
		h := head.units[key]
		list = append(list, fmt.Sprintf("%s: unit %s: better=%s is ignored: head cannot change a direction that is known", h.place(), h.written, h.value))
	}
	return list
}
