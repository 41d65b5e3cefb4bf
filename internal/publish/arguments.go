package publish

import (
	"fmt"
	"strings"
)

// setAside says which of a run's own flags count for nothing where it is decided
// again, and which left something out. The policy of base is what a change is held
// to, and the workflow that gave the flags may be the change's own.
func (pub *publication) setAside(arguments []string) []string {
	judging, choosing := pub.tellApart(arguments)
	var warnings []string
	if len(judging) > 0 {
		warnings = append(warnings, fmt.Sprintf(
			"the run says that it was given %s: set aside here, where base's policy alone decides", strings.Join(judging, " ")))
	}
	if len(choosing) > 0 {
		warnings = append(warnings, fmt.Sprintf(
			"the run says that it was given %s: what it left out is not judged", strings.Join(choosing, " ")))
	}
	return warnings
}

// tellApart picks the arguments that change how rounds are judged, and those that
// change what is measured. Others change how long and how exactly, which the rounds
// themselves show. One that this version does not know counts as judging.
func (pub *publication) tellApart(arguments []string) (judging, choosing []string) {
	for i, a := range arguments {
		name, _, _ := strings.Cut(a, "=")
		switch {
		case a == "--":
			return judging, append(choosing, arguments[i:]...)
		case name == "--engine", name == "--budget", name == "--timeout", name == "--shard",
			a == "--config="+pub.options.Policy:
		case name == "--bench", a == "--changed", !strings.HasPrefix(a, "-"):
			choosing = append(choosing, a)
		default:
			judging = append(judging, a)
		}
	}
	return judging, choosing
}
