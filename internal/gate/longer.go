package gate

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/measure"
)

// enough is a budget that should do for what the run did not decide. Confirming
// is not known before it starts, and a suspect may need every look.
func (g *gate) enough() time.Duration {
	needs := time.Duration(0)
	for _, e := range g.measured.Ended(measure.Unreached, measure.Unscreened, measure.Unconfirmed) {
		needs += e.Needs
	}
	enough := max(2*g.needed, 2*g.measured.Elapsed+3*needs, 5*time.Second)
	return enough.Round(time.Second)
}

// longer is the same run with such a budget; "" where it has decided all, or cannot
// be made again.
func (g *gate) longer() string {
	if g.measured.Stopped != measure.OutOfBudget || !g.repeatable() {
		return ""
	}
	words := g.sides()
	for _, w := range g.options.deciding() {
		if !strings.HasPrefix(w, "--budget=") {
			words = append(words, w)
		}
	}
	words = append(words, "--budget="+config.FormatDuration(g.enough()))
	return commandOf(slices.Concat(words, g.options.asides(), g.options.operands()))
}

// counted is a number of things.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// wasOrWere is a number of things with its verb.
func wasOrWere(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " was"
	}
	return counted(n, noun) + " were"
}
