package gate

import (
	"errors"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

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
	if err := rec.CheckRounds(); err != nil {
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
	out, err := output.Open(filepath.Clean(dir))
	if err != nil {
		return err
	}
	defer out.Close()
	if err := out.WriteRounds(round.Header{GOOS: whole.Environment.GOOS, GOARCH: whole.Environment.GOARCH}, whole.Rounds); err != nil {
		return err
	}
	return out.WriteReport(whole, whole.Rounds)
}

// Merge puts the output directories of all shards of a run together into one, and
// judges the whole. Where they are not those of one run, what it leaves says so.
func Merge(p *process.Process, dirs []string, dir, nonce string) (*report.Report, error) {
	var parts []*report.Report
	for _, d := range dirs {
		rep, err := output.ReadArtifact(p.Absolute(d))
		if err != nil {
			return nil, exit.Unmeasuredf("give the output directory of each run --shard I/N", "merge %s: %w", d, err)
		}
		parts = append(parts, rep)
	}
	whole, err := mergeAll(parts)
	if err != nil {
		err = exit.Unmeasuredf("give the output directories of all shards of one run", "merge: %w", err)
		whole = notTheWhole(parts[0], err)
	}
	whole.Nonce = nonce
	return whole, errors.Join(err, writeMerged(dir, whole))
}
