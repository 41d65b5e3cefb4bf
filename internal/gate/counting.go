package gate

import (
	"fmt"
	"time"

	"github.com/benchgate/benchgate/internal/measure"
)

// shortOf says that the budget is too small for what is to be measured.
func shortOf(e measure.Event, enough time.Duration) string {
	return fmt.Sprintf("the budget of %v is too small for %s on this machine: about %v would do",
		e.Budget.Round(time.Millisecond), counted(e.Total, "benchmark"), enough)
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
