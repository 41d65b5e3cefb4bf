package report

import (
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
)

// What fails or warns in a report is what fails or warns by the policy.
func TestClassAgreesWithThePolicy(t *testing.T) {
	for _, outcome := range outcomes {
		for _, action := range []policy.Action{policy.Fail, policy.Warn, policy.Ignore} {
			for _, threshold := range []*float64{num(0.05), nil} {
				row := judge.Row{Outcome: judge.Outcome(outcome), Action: action, Threshold: threshold,
					Gated: threshold != nil, Unit: "sec/op"}
				switch row.Outcome {
				case judge.Regression, judge.LimitBroken:
					if !row.Gated {
						continue // cannot be: there is nothing to be past
					}
				case judge.Error:
					continue // the policy leaves errors to the verdict
				}
				got := &row
				if fails := classOf(got) == Failing; fails != row.Fails() {
					t.Errorf("%s, %s, threshold %v: fails %v in the report, %v by the policy", outcome, action, threshold, fails, row.Fails())
				}
				if warns(got) != row.Warns() {
					t.Errorf("%s, %s, threshold %v: warns %v in the report, %v by the policy", outcome, action, threshold, warns(got), row.Warns())
				}
			}
		}
	}
}
