package calibration

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/benchgate/benchgate/internal/words"
)

// A Suggestion is what the policy file should say on this machine.
type Suggestion struct {
	// Threshold is for sec/op, as a fraction; 0 where none of those tried would do.
	Threshold float64
	Budget    time.Duration
}

// What a suggested threshold must keep on identical code.
const (
	mostFailed    = 0.01
	mostUndecided = 0.02
)

// Suggest returns the smallest threshold that keeps the promise on the rounds
// that were recorded and leaves no more than 2 % undecided, and the budget for
// it: twice what an unchanged suite takes, and five seconds for each of up to
// three suspects.
func (c Calibration) Suggest() Suggestion {
	for _, a := range c.Alarms {
		if a.Failed <= mostFailed && a.Undecided <= mostUndecided {
			suite := time.Duration(a.Rounds * float64(len(c.Noise)) * float64(c.Round))
			budget := 2*suite + time.Duration(min(3, len(c.Noise)))*5*time.Second
			return Suggestion{a.Threshold, max(10*time.Second, budget.Round(10*time.Second))}
		}
	}
	return Suggestion{}
}

// Write writes the calibration for people.
func (c Calibration) Write(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Noise of a round on identical code, the noisiest first; a round takes %.2f s.\n", c.Round.Seconds())
	fmt.Fprintf(&b, "\"Seen in\" is the smallest slowdown that nine of ten runs would confirm in that time.\n\n")
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(t, "rounds\tscatter\tof means\tshift\t")
	for _, d := range Budgets {
		fmt.Fprintf(t, "seen in %v\t", d)
	}
	fmt.Fprintln(t, "  benchmark")
	for _, n := range c.Noise {
		fmt.Fprintf(t, "%d\t%s\t%s\t%+.2f %%\t", n.Rounds, percent(n.Spread), percent(n.MeanSpread), 100*n.Shift)
		for _, s := range n.Seen {
			fmt.Fprintf(t, "%s\t", percent(s))
		}
		fmt.Fprintf(t, "  %s\n", words.Visible(n.Benchmark.String()))
	}
	t.Flush() // writes to b, which never fails
	fmt.Fprintf(&b, "\nWhat a threshold on sec/op would do on identical code, by %d runs played on these rounds.\n\n", suites)
	fmt.Fprintln(t, "threshold\tfailed runs\tundecided\trounds a benchmark\tseconds a benchmark\t")
	for _, a := range c.Alarms {
		fmt.Fprintf(t, "%s\t%s\t%s\t%.1f\t%.1f\t\n", percent(a.Threshold), percent(a.Failed), percent(a.Undecided), a.Rounds, a.Rounds*c.Round.Seconds())
	}
	t.Flush()
	b.WriteString("\n" + c.advice())
	_, err := io.WriteString(w, b.String())
	return err
}

func (c Calibration) advice() string {
	s := c.Suggest()
	if s.Threshold == 0 {
		return "No threshold that was tried leaves few enough undecided here: a quieter machine, or a rule for the noisiest, is needed.\n"
	}
	return fmt.Sprintf("Suggested: thresholds: {sec/op: %s}, budget: %v\n", strings.ReplaceAll(percent(s.Threshold), " ", ""), s.Budget)
}

func percent(fraction float64) string { return fmt.Sprintf("%.3g %%", 100*fraction) }
