package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

type mergeOptions struct {
	output     string
	stdinNonce bool
}

func newMergeFlags(o *mergeOptions) *flag.FlagSet {
	fs := flag.NewFlagSet("merge", flag.ContinueOnError)
	fs.StringVar(&o.output, "output", ".benchgate", "write the merged report and rounds to `DIR`")
	fs.BoolVar(&o.stdinNonce, "nonce", false, nonceUsage)
	return fs
}

// mergeVerb is "benchgate merge DIR…".
func (p *program) mergeVerb(_ context.Context, args []string) error {
	var o mergeOptions
	dirs, rest, err := parse(newMergeFlags(&o), args)
	if err != nil {
		return p.orHelp("merge", err)
	}
	if len(dirs) == 0 || len(rest) > 0 {
		return usagef("benchgate merge shard-1 shard-2", "merge: want the output directories of all shards")
	}
	nonce := ""
	if o.stdinNonce {
		if nonce, err = p.readNonce(); err != nil {
			return err
		}
	}
	var parts []artifact
	for _, dir := range dirs {
		a, err := readArtifact(absolute(p.dir, dir))
		if err != nil {
			return unmeasuredf("give the output directory of each run --shard I/N", "merge %s: %w", dir, err)
		}
		parts = append(parts, a)
	}
	if err := checkShards(parts); err != nil {
		err = unmeasuredf("give the output directories of all shards of one run", "merge: %w", err)
		none := notTheWhole(parts[0].report, err)
		none.report.Nonce = nonce
		return errors.Join(err, writeMerged(absolute(p.dir, o.output), none))
	}
	whole := mergeAll(parts)
	whole.report.Nonce = nonce
	if err := writeMerged(absolute(p.dir, o.output), whole); err != nil {
		return err
	}
	if err := report.Render(p.stdout, report.Text, whole.report, p.renderOptions(false, false)); err != nil {
		return err
	}
	return verdictOf(whole.report)
}

// notTheWhole is the report on shards that are not all of one run: what publishes
// it says so instead of that nothing is there.
func notTheWhole(first *report.Report, err error) artifact {
	return artifact{report: &report.Report{Schema: report.Schema, Outcome: policy.VerdictError, Status: statusUnmeasured,
		Base: first.Base, Head: first.Head, Started: first.Started, Environment: first.Environment, Policy: first.Policy,
		Failures: []report.Failure{{Side: string(round.Head), Stage: "read", Message: err.Error()}}}}
}

// checkShards asks that every shard of one run is there, once.
func checkShards(parts []artifact) error {
	first := parts[0].report
	seen := map[int]bool{}
	for _, a := range parts {
		rep := a.report
		switch {
		case rep.Shard == nil:
			return fmt.Errorf("a report is of no shard, but of a whole run")
		case rep.Shard.Count != first.Shard.Count:
			return fmt.Errorf("a shard is one of %d, another one of %d", first.Shard.Count, rep.Shard.Count)
		case rep.Base.SHA != first.Base.SHA || rep.Head.SHA != first.Head.SHA:
			return fmt.Errorf("shards are of different commits: %.12s and %.12s", first.Head.SHA, rep.Head.SHA)
		case rep.Shard.Deal != first.Shard.Deal:
			return fmt.Errorf("shards %d and %d dealt the benchmarks out differently, so that one may have been left to nobody: "+
				"their machines see other benchmark functions, or not all had the same --costs file", first.Shard.Index, rep.Shard.Index)
		case seen[rep.Shard.Index]:
			return fmt.Errorf("shard %d is there twice", rep.Shard.Index)
		}
		seen[rep.Shard.Index] = true
	}
	if missing := first.Shard.Count - len(seen); missing > 0 {
		return fmt.Errorf("%d of %d shards are missing: a part that was not measured is no pass", missing, first.Shard.Count)
	}
	return nil
}

// mergeAll puts the shards together in their order. Each was judged at its
// share of alpha, so their rows stay as they are; the rounds say which shard they
// are of, so that they can be decided again in the same way.
func mergeAll(parts []artifact) artifact {
	slices.SortFunc(parts, func(a, b artifact) int { return a.report.Shard.Index - b.report.Shard.Index })
	first := parts[0].report
	whole := artifact{report: &report.Report{
		Schema: report.Schema, Base: first.Base, Head: first.Head, Seed: first.Seed, Started: first.Started,
		Environment: first.Environment, Policy: first.Policy, Shards: len(parts),
	}}
	rep := whole.report
	for _, a := range parts {
		for _, r := range a.rounds {
			r.Shard = a.report.Shard.Index
			whole.rounds = append(whole.rounds, r)
		}
		rep.Rows = append(rep.Rows, a.report.Rows...)
		rep.Added, rep.Removed = append(rep.Added, a.report.Added...), append(rep.Removed, a.report.Removed...)
		rep.Costs = append(rep.Costs, a.report.Costs...)
		rep.Alpha, rep.Hypotheses = rep.Alpha+a.report.Alpha, rep.Hypotheses+a.report.Hypotheses
		rep.Seconds = max(rep.Seconds, a.report.Seconds)
		rep.MeasuringSeconds += a.report.MeasuringSeconds
		rep.Partial = rep.Partial || a.report.Partial
		rep.Failures = appendNew(rep.Failures, a.report.Failures)
		rep.NotSelected = appendNew(rep.NotSelected, a.report.NotSelected)
		rep.Warnings = appendNew(rep.Warnings, a.report.Warnings)
		for _, e := range a.report.Explanations[:min(len(a.report.Explanations), report.MaxExplanations-len(rep.Explanations))] {
			e.BaseFile, e.HeadFile = "", "" // the profiles stay with their shard
			rep.Explanations = append(rep.Explanations, e)
		}
	}
	rep.Environment.CPU = machinesOf(parts)
	rep.Arguments = shared(parts)
	rep.Reproduce = strings.Replace(first.Reproduce, fmt.Sprintf(" --shard=%d/%d", first.Shard.Index, first.Shard.Count), "", 1)
	rep.Outcome, rep.Status = verdictOfShards(parts, rep)
	return whole
}

// shared are the arguments of all shards but the one that names the shard. Where
// they are not the same everywhere, each shard's follow.
func shared(parts []artifact) []string {
	var all []string
	for i, a := range parts {
		own := slices.DeleteFunc(slices.Clone(a.report.Arguments), func(s string) bool { return strings.HasPrefix(s, "--shard=") })
		if i == 0 || !slices.Equal(own, all[:min(len(own), len(all))]) {
			all = append(all, own...)
		}
	}
	return all
}

// verdictOfShards is the verdict of the whole: what one shard could not measure,
// nobody did. Otherwise all rows together decide, as those of one run would, so
// that a shard without any leaves it to the others.
func verdictOfShards(parts []artifact, whole *report.Report) (policy.Verdict, int) {
	for _, a := range parts {
		if a.report.Outcome == policy.VerdictError || a.report.Partial {
			return policy.VerdictError, statusUnmeasured
		}
	}
	rows := make([]policy.Row, len(whole.Rows))
	for i, r := range whole.Rows {
		held := r.Threshold != nil || r.Limit != nil
		undecided := r.Outcome == policy.Inconclusive || r.Outcome == policy.Removed
		rows[i] = policy.Row{Outcome: r.Outcome, Action: r.Action, Stage: round.Stage(r.Stage),
			Gated: r.Action != policy.Ignore && (held || undecided) || held && undecided}
	}
	j := policy.Judgement{Verdict: policy.VerdictOf(rows)}.LeftOut(len(whole.NotSelected))
	return j.Verdict, j.Status(0, false)
}

// appendNew appends what is not there yet.
func appendNew[T comparable](list, more []T) []T {
	for _, v := range more {
		if !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	return list
}

// machinesOf names the processors of all shards.
func machinesOf(parts []artifact) string {
	var cpus []string
	for _, a := range parts {
		cpus = appendNew(cpus, []string{a.report.Environment.CPU})
	}
	return strings.Join(cpus, "; ")
}

// writeMerged leaves the files of the whole run.
func writeMerged(dir string, whole artifact) (err error) {
	out, err := openOutputDir(filepath.Clean(dir))
	if err != nil {
		return err
	}
	defer out.root.Close()
	header := round.Header{GOOS: whole.report.Environment.GOOS, GOARCH: whole.report.Environment.GOARCH}
	if err := out.write("rounds.jsonl", func(w io.Writer) error { return round.Encode(w, whole.rounds) }); err != nil {
		return err
	}
	for _, side := range round.Sides {
		if err := out.write(string(side)+".txt", func(w io.Writer) error { return round.WriteSide(w, side, header, whole.rounds) }); err != nil {
			return err
		}
	}
	return writeReport(out, whole.report, whole.rounds)
}
