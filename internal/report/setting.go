package report

import "github.com/benchgate/benchgate/internal/round"

// A Setting is what around a report its commands, links and drawings need. The
// zero value knows nothing.
type Setting struct {
	// Prefix is the directory that commands are for, relative to the root of the
	// repository; "" for the root.
	Prefix string
	// Report is where report.json lies, for commands that read it; "" for nowhere.
	Report string
	// Longer is the command that makes the same comparison with a budget that does.
	Longer string
	// Shows is a command that shows the first failure, and ShowsTo what for, as who has
	// run it knows; "" for none.
	Shows, ShowsTo string
	// Build are the flags that test binaries are built with. HeadElsewhere tells that the
	// working tree is not the head that was measured.
	Build         []string
	HeadElsewhere bool
	// RunURL leads to the run's log.
	RunURL string
	// Rounds are those behind the report, for formats that draw them.
	Rounds []round.Round
}
