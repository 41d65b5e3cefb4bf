package report

import (
	"math"
	"testing"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
)

// What fails or warns in a report is what fails or warns by the policy.
func TestClassAgreesWithThePolicy(t *testing.T) {
	for _, outcome := range outcomes {
		for _, action := range []policy.Action{policy.Fail, policy.Warn, policy.Ignore} {
			for _, threshold := range []float64{0.05, math.NaN()} {
				row := policy.Row{Outcome: policy.Outcome(outcome), Action: action, Threshold: threshold,
					Gated: threshold == threshold, Delta: compare.Delta{Unit: "sec/op"}}
				switch row.Outcome {
				case policy.Regression, policy.LimitBroken:
					if !row.Gated {
						continue // cannot be: there is nothing to be past
					}
				case policy.Error:
					continue // the policy leaves errors to the verdict
				}
				got := fromRow(row)
				if fails := got.class() == failing; fails != row.Fails() {
					t.Errorf("%s, %s, threshold %v: fails %v in the report, %v by the policy", outcome, action, threshold, fails, row.Fails())
				}
				if got.warns() != row.Warns() {
					t.Errorf("%s, %s, threshold %v: warns %v in the report, %v by the policy", outcome, action, threshold, got.warns(), row.Warns())
				}
			}
		}
	}
}
