package report

import (
	"fmt"

	"github.com/benchgate/benchgate/internal/words"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/judge"
)

// hopeless counts the rows that need a test, where the run is inconclusive since
// none of them could ever have failed; else it is 0. Rows that are exact may have
// been decided all the same.
func (rep *Report) hopeless() int {
	if rep.Verdict != judge.VerdictInconclusive {
		return 0
	}
	n := 0
	for _, r := range rep.Rows {
		if r.MinP == nil || r.Threshold == nil || r.Alpha == nil || !compared(&r) || r.Exact {
			continue
		}
		if *r.MinP <= *r.Alpha {
			return 0
		}
		n++
	}
	return n
}

// hopelessTitle says that no test could have failed, and what it would take.
func (rep *Report) hopelessTitle(n int) string {
	need, _ := compare.NeedN(rep.Alpha, max(1, rep.Hypotheses))
	who := fmt.Sprintf("None of the %d rows that need a test could", n)
	if n == 1 {
		who = "The only row that needs a test could not"
	}
	return fmt.Sprintf("%s ever have failed: too few values, at least %d a side are needed", who, need)
}

// hopelessReason is the rule behind the title.
func (rep *Report) hopelessReason() string {
	text := "a gate in which no test can ever fail does not pass"
	if n := rep.exactDecided(); n > 0 {
		text += ", although " + words.Plural(n, "exact row was", "exact rows were") + " decided"
	}
	return text
}

// exactDecided counts the rows that were decided without a test.
func (rep *Report) exactDecided() int {
	n := 0
	for _, r := range rep.Rows {
		if r.Exact && judged(&r) && r.Outcome != judge.Inconclusive {
			n++
		}
	}
	return n
}
