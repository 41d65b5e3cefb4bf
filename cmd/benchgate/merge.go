package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
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
	var parts []*report.Report
	for _, dir := range dirs {
		rep, err := readArtifact(absolute(p.dir, dir))
		if err != nil {
			return unmeasuredf("give the output directory of each run --shard I/N", "merge %s: %w", dir, err)
		}
		parts = append(parts, rep)
	}
	whole, err := mergeAll(parts)
	if err != nil {
		err = unmeasuredf("give the output directories of all shards of one run", "merge: %w", err)
		none := notTheWhole(parts[0], err)
		none.Nonce = nonce
		return errors.Join(err, writeMerged(absolute(p.dir, o.output), none))
	}
	whole.Nonce = nonce
	if err := writeMerged(absolute(p.dir, o.output), whole); err != nil {
		return err
	}
	if err := report.Render(p.stdout, report.Text, whole, p.renderOptions(false, false)); err != nil {
		return err
	}
	return verdictOf(whole)
}

// mergeAll puts the shards together and judges the whole by the policy that all of
// them were held to.
func mergeAll(parts []*report.Report) (*report.Report, error) {
	records := make([]record.Record, len(parts))
	for i, part := range parts {
		records[i] = part.Record
	}
	rec, err := record.Merge(records)
	if err != nil {
		return nil, err
	}
	if err := rec.CheckRounds(homeOf); err != nil {
		return nil, err
	}
	if rec.Policy.Text == "" {
		return nil, errors.New("the shards do not contain their policy: an earlier benchgate version wrote them")
	}
	settings, err := config.Parse("the policy of the shards", []byte(rec.Policy.Text))
	if err != nil {
		return nil, err
	}
	settings.Policy.Alpha = rec.Policy.Alpha
	whole := report.Of(&rec, judge.Judge(&rec, settings.Policy, rec.Started))
	for _, part := range parts {
		for _, e := range part.Explanations[:min(len(part.Explanations), report.MaxExplanations-len(whole.Explanations))] {
			e.BaseFile, e.HeadFile = "", "" // the profiles stay with their shard
			whole.Explanations = append(whole.Explanations, e)
		}
	}
	first := parts[0]
	whole.Reproduce = ofTheWhole(first.Reproduce)
	return whole, nil
}

// notTheWhole is the report on shards that are not all of one run: what publishes
// it says so instead of that nothing is there.
func notTheWhole(first *report.Report, err error) *report.Report {
	rec := &record.Record{Base: first.Base, Head: first.Head, Started: first.Started, Environment: first.Environment, Policy: first.Policy,
		Entries: []record.Entry{{State: record.Failed, Side: round.Head, Stage: "read", Reason: err.Error()}}}
	return report.Of(rec, judge.Judge(rec, policy.Default(), rec.Started))
}

// writeMerged leaves the files of the whole run.
func writeMerged(dir string, whole *report.Report) (err error) {
	out, err := openOutputDir(filepath.Clean(dir))
	if err != nil {
		return err
	}
	defer out.root.Close()
	header := round.Header{GOOS: whole.Environment.GOOS, GOARCH: whole.Environment.GOARCH}
	if err := out.write("rounds.jsonl", func(w io.Writer) error { return round.Encode(w, whole.Rounds) }); err != nil {
		return err
	}
	for _, side := range round.Sides {
		if err := out.write(string(side)+".txt", func(w io.Writer) error { return round.WriteSide(w, side, header, whole.Rounds) }); err != nil {
			return err
		}
	}
	return writeReport(out, whole, whole.Rounds)
}
