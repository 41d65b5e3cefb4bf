package policy

// AcceptLabel accepts what the head commit of a pull request, as it is when the
// label is set, does to benchmarks and policy. To label takes triage rights, so a
// stranger cannot accept a change of their own.
const AcceptLabel = "benchgate: accept"

// Accepted is the policy for a change that somebody accepted as it is: what
// would fail the run for being worse is a warning. What was not measured stays
// an error, and what is ignored stays ignored.
func (p Policy) Accepted() Policy {
	rules := make([]Rule, 0, len(p.Rules)+1)
	for _, r := range append([]Rule{{Action: Fail}}, p.Rules...) {
		if r.Action == Fail {
			r.Action = Warn
		}
		rules = append(rules, r)
	}
	p.Rules = rules
	for _, c := range []*Consequence{&p.On.Inconclusive, &p.On.Removed} {
		if *c == OnFail {
			*c = OnWarn
		}
	}
	return p
}
