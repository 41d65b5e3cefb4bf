package explain

import (
	"fmt"

	"github.com/benchgate/benchgate/internal/report"
)

const (
	// fewest samples of the slower side from which shares mean something.
	fewest = 30
	// surely is how many standard errors the gain of a function must be to be
	// named: the first of some dozens is named, not one chosen before.
	surely = 2.5
	// likely is the same for the total, which is chosen by nobody.
	likely = 2.0
)

// unclear says why an explanation names nothing for certain; "" where it does.
func unclear(q Question, e report.Explanation) string {
	counted := q.Kind == CPU
	switch change := e.Head.Total - e.Base.Total; {
	case len(q.Head.Runs) == 0:
		return "there was no time for a single round: an iteration takes too long, or the machine is too busy"
	case e.Base.Samples == 0 && e.Head.Samples == 0:
		return "the profiles have no samples in the benchmark's loop"
	case counted && max(e.Base.Samples, e.Head.Samples) < fewest:
		return fmt.Sprintf("too few samples to tell: %d of base and %d of head", e.Base.Samples, e.Head.Samples)
	case counted && len(q.Head.Runs) < 2:
		return "there was time for one round only: an iteration takes too long for more"
	case change <= 0:
		return "head does not cost more than base in these profiles"
	case change <= likely*e.Error:
		return "the profiles differ by less than their own noise"
	}
	for _, f := range e.Functions {
		if gain(f) > surely*f.Error {
			return ""
		}
	}
	return "no function gained more than the noise of the profiles"
}
