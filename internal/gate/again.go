package gate

import (
	"context"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/report"
)

// JudgeAgain replaces what a report says of the outcome by what its rounds say
// in dir under the policy as it is now.
func JudgeAgain(ctx context.Context, p *process.Process, rep *report.Report, dir, policyFile string) (err error) {
	rep.Rounds, err = output.ReadRounds(dir)
	if err != nil {
		return exit.Unmeasuredf("keep the whole output directory together, as it was written", "--again needs the rounds: %w", err)
	}
	if err := rep.CheckRounds(); err != nil {
		return exit.Unmeasuredf("", "%s: %w", filepath.Join(dir, "rounds.jsonl"), err)
	}
	settings, source, err := SettingsHere(ctx, p, policyFile)
	if err != nil {
		return err
	}
	rep.Policy.Source, rep.Policy.Text, rep.Policy.Alpha = source, string(config.Show(settings)), settings.Policy.Alpha
	rep.Judgement = judge.Judge(&rep.Record, settings.Policy, rep.Started)
	return nil
}
