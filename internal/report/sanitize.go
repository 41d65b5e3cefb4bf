package report

import (
	"fmt"
	"slices"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/words"
)

// sanitize holds a decoded report to the schema and makes its text harmless.
func (rep *Report) sanitize() error {
	c := checker{where: "report"}
	c.oneOf("outcome", string(rep.Verdict), verdicts)
	c.oneOf("status", fmt.Sprint(rep.Status), statuses)
	c.atLeastZero("seconds", &rep.Seconds)
	c.atLeastZero("measuring_seconds", &rep.MeasuringSeconds)
	c.probability("alpha", &rep.Judgement.Alpha)
	c.probability("policy.alpha", &rep.Policy.Alpha)
	c.count("hypotheses", rep.Hypotheses)
	c.environment(&rep.Environment)
	c.shards(rep)
	c.names(&rep.Base.Ref, &rep.Base.SHA, &rep.Head.Ref, &rep.Head.SHA)
	c.names(&rep.Policy.Source, &rep.Nonce)
	c.policyText(&rep.Policy)
	c.prose(&rep.Reproduce)
	c.proses(rep.Policy.Changes)
	c.proses(rep.Warnings)
	c.proses(rep.Notes)
	c.proses(rep.Arguments)
	for i := range rep.Costs {
		c.at("costs", i)
		c.names(&rep.Costs[i].Package, &rep.Costs[i].Benchmark)
		c.atLeastZero("seconds", &rep.Costs[i].Seconds)
	}
	for i := range rep.Rows {
		c.at("rows", i)
		c.row(&rep.Rows[i])
	}
	for i := range rep.Entries {
		c.at("entries", i)
		c.entry(&rep.Entries[i])
	}
	for list, names := range map[string][]record.Name{"added": rep.Added, "removed": rep.Removed, "not_selected": rep.NotSelected} {
		for i := range names {
			c.at(list, i)
			c.names(&names[i].Package, &names[i].Benchmark)
		}
	}
	for i := range rep.Failures {
		c.at("failures", i)
		c.failure(&rep.Failures[i])
	}
	for i := range rep.Explanations {
		c.at("explanations", i)
		c.explanation(&rep.Explanations[i])
	}
	return c.err
}

var (
	verdicts = []string{string(judge.VerdictPass), string(judge.VerdictRegression),
		string(judge.VerdictInconclusive), string(judge.VerdictError)}
	statuses   = []string{"0", "1", "2", "3", "130"}
	outcomes   = texts(judge.Outcomes)
	states     = texts(record.States)
	actions    = []string{"", string(policy.Fail), string(policy.Warn), string(policy.Ignore)}
	directions = []string{"", judge.BetterLower, judge.BetterHigher}
	sides      = []string{"", "base", "head"}
	kinds      = append([]string{""}, texts(record.Kinds)...)
	stages     = []string{"resolve", "prepare", "list", "build", "run", "read"}

	roundStages = []string{"", string(round.Screen), string(round.Confirm)}
)

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// A checker keeps the first fault that it meets.
type checker struct {
	where string
	err   error
}

// shards checks what a report says of being a part, or of having parts.
func (c *checker) shards(rep *Report) {
	if s := rep.Shard; s != nil {
		if s.Index < 1 || s.Index > s.Count || s.Count > round.MaxShards {
			c.fault("there is no shard %d of %d", s.Index, s.Count)
		}
		if rep.Shards != 0 {
			c.fault("it is both a shard and a whole of %d", rep.Shards)
		}
		c.names(&s.Assignment)
	}
	if rep.Shards < 0 || rep.Shards > round.MaxShards {
		c.fault("there are no %d shards, at most %d", rep.Shards, round.MaxShards)
	}
}

func (c *checker) at(list string, i int) { c.where = fmt.Sprintf("%s[%d]", list, i) }

func (c *checker) fault(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf("%s: %w", c.where, fmt.Errorf(format, args...))
	}
}

func (c *checker) row(r *judge.Row) {
	c.oneOf("outcome", string(r.Outcome), outcomes)
	c.oneOf("action", string(r.Action), actions)
	c.oneOf("better", r.Better, directions)
	c.oneOf("stage", r.Stage, roundStages)
	c.names(&r.Package, &r.Benchmark, &r.Unit, &r.Engine, &r.File)
	if r.Benchmark == "" {
		c.fault("benchmark is missing")
	}
	c.prose(&r.Reason)
	c.proses(r.Warnings)
	c.count("line", r.Line)
	c.count("rounds", r.Rounds)
	c.probability("p", r.P)
	c.probability("min_p", r.MinP)
	c.probability("alpha", r.Alpha)
	c.atLeastZero("threshold", r.Threshold)
	for _, s := range []*judge.Summary{r.Base, r.Head} {
		if s != nil {
			c.count("n", s.N)
		}
	}
}

func (c *checker) entry(e *record.Entry) {
	c.oneOf("state", string(e.State), states)
	c.oneOf("side", string(e.Side), sides)
	c.oneOf("stage", e.Stage, append([]string{""}, stages...))
	c.oneOf("kind", string(e.Kind), kinds)
	c.names(&e.Package, &e.Benchmark, &e.File)
	if e.Benchmark == "" && e.State != record.Failed {
		c.fault("benchmark is missing")
	}
	c.count("line", e.Line)
	e.Reason = cutMiddle(words.VisibleLines(e.Reason), MaxString)
}

// policyText keeps the policy as it was written: it is only ever parsed.
func (c *checker) policyText(p *record.Policy) {
	if len(p.Text) > MaxPolicy {
		c.fault("policy.text has more than %d bytes", MaxPolicy)
	}
}

func (c *checker) failure(f *judge.Failure) {
	c.oneOf("side", f.Side, sides)
	c.oneOf("stage", f.Stage, stages)
	c.names(&f.Package, &f.Benchmark)
	f.Message = cutMiddle(words.VisibleLines(f.Message), MaxString)
}

func (c *checker) oneOf(field, value string, known []string) {
	if !slices.Contains(known, value) {
		c.fault("unknown %s %s", field, Quoted(value))
	}
}

func (c *checker) count(field string, n int) {
	if n < 0 {
		c.fault("%s is negative", field)
	}
}

func (c *checker) atLeastZero(field string, x *float64) {
	if x != nil && *x < 0 {
		c.fault("%s is negative", field)
	}
}

func (c *checker) probability(field string, x *float64) {
	if x != nil && (*x < 0 || *x > 1) {
		c.fault("%s is not between 0 and 1", field)
	}
}

// names checks strings whose every byte counts.
func (c *checker) names(fields ...*string) {
	for _, s := range fields {
		if *s = words.Visible(*s); len(*s) > MaxString {
			c.fault("a name of more than %d bytes", MaxString)
		}
	}
}

// prose checks free text, of which the ends are enough.
func (c *checker) prose(s *string) { *s = cutMiddle(words.Visible(*s), MaxString) }

func (c *checker) proses(list []string) {
	for i := range list {
		c.prose(&list[i])
	}
}
