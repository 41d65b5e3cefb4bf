package turns

import (
	"time"

	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
)

// burning is the part of a CPU that an idle side may use before it is said, and
// burningCollected what it is where much is allocated: waking up takes some
// hundredths, and a GC that finishes its cycles up to two fifths.
const burning, burningCollected = 0.2, 0.5

// leastWait is how long a process must have waited in a round before anything
// is said: below, starting up and one GC cycle are all there is.
const leastWait = 30 * time.Millisecond

// A waiting adds up how long a process waited for orders and what CPU time it
// burnt meanwhile, both as the process itself saw it. The zero value is ready.
type waiting struct{ wall, cpu time.Duration }

// add counts the wait before a report.
func (w *waiting) add(r wire.Report) {
	w.wall += time.Duration(r.Waited)
	w.cpu += time.Duration(r.Idle)
}

// share returns the CPU time burnt over the time waited. It is 0 where too
// little was waited to tell.
func (w *waiting) share() float64 {
	if w.wall < leastWait {
		return 0
	}
	return float64(w.cpu) / float64(w.wall)
}
