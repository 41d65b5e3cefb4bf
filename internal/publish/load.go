package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

// load reads the report. One that cannot be believed is published too, as the
// error that it is.
func (pub *publication) load(ctx context.Context) {
	path := pub.Absolute(pub.options.Path)
	err := pub.readEnd()
	switch {
	case err != nil:
	case pub.options.Untrusted:
		pub.report, err = pub.decideAgain(ctx, path)
		pub.own = true
	default:
		pub.report, err = pub.trusted(ctx, path)
	}
	if err != nil {
		pub.report, pub.own = unreadable(err), true
	}
}

// unreadable is the report on a report that cannot be believed.
func unreadable(err error) *report.Report {
	message := err.Error()
	if hint := exit.Hint(err); hint != "" {
		message += "\n" + hint
	}
	rec := &record.Record{Entries: []record.Entry{{State: record.Failed, Side: round.Head, Stage: "read", Reason: message}}}
	rep := report.Of(rec, judge.Judge(rec, policy.Default(), rec.Started))
	if exit.Of(err) == exit.Usage { // a mistake that ended the run before there was a record
		rep.Status = exit.Usage
	}
	return rep
}

// readEnd reads how the step that measured ended, where that is asked for, and is
// nil where its report can be published.
func (pub *publication) readEnd() error {
	if pub.options.Ending == "" {
		return nil
	}
	end, err := readRunEnd(pub.Absolute(pub.options.Ending))
	if err != nil {
		return err
	}
	pub.end = &end
	return end.ended()
}

// trusted reads the report of a run of this very job. What lay there before does
// not count: the pull request could have committed it.
func (pub *publication) trusted(ctx context.Context, path string) (*report.Report, error) {
	if pub.InActions() {
		if err := git.Unversioned(ctx, runDir(path), pub.Env); err != nil {
			return nil, output.Error(err)
		}
	}
	rep, err := output.ReadReport(path)
	if pub.end != nil && errors.Is(err, fs.ErrNotExist) {
		err = exit.Unmeasuredf(seeStep, "the run ended with status %d and left no report", pub.end.status)
	}
	if err == nil {
		err = pub.end.matches(rep)
	}
	if err == nil {
		err = pub.sameBranch()
	}
	if err == nil {
		err = pub.acceptEarlier(ctx, rep, filepath.Dir(path))
	}
	return rep, err
}

// sameBranch is nil where the pull request is still to be merged into the branch
// that the run of its event measured against.
func (pub *publication) sameBranch() error {
	if pub.pull == nil || pub.options.PR != 0 || pub.event.BaseRef == "" || pub.pull.BaseRef == pub.event.BaseRef {
		return nil
	}
	return exit.Unmeasuredf("run the benchmarks again", "pull request %d now targets %q, but was measured against %q",
		pub.pull.Number, pub.pull.BaseRef, pub.event.BaseRef)
}

// acceptEarlier decides a report again as accepted where an earlier event set the
// label for the commit: the run itself has no token to ask.
func (pub *publication) acceptEarlier(ctx context.Context, rep *report.Report, dir string) error {
	if rep.Status != exit.Regression || pub.event.Accepted() || pub.pull == nil || pub.pull.HeadSHA != pub.sha(rep) {
		return nil
	}
	if !pub.accepted(ctx, rep) {
		return nil
	}
	var err error
	if rep.Rounds, err = output.ReadRounds(dir); err != nil {
		return err
	}
	if err := rep.CheckRounds(); err != nil {
		return err
	}
	settings, err := pub.acceptedPolicy(ctx, rep)
	if err != nil {
		return err
	}
	rep.Judgement = judge.Judge(&rep.Record, settings.Policy, rep.Started)
	pub.own = true
	return nil
}

// accepted reports whether the label was set for the very commit that is
// published on. One that is there for another commit is said to be of no use.
func (pub *publication) accepted(ctx context.Context, rep *report.Report) bool {
	if pub.client == nil || pub.pull == nil || !pub.pull.Labeled {
		return false
	}
	noted, err := pub.client.Noted(ctx, pub.pull.HeadSHA)
	switch {
	case err != nil:
		rep.Notes = append(rep.Notes, fmt.Sprintf("the label %q does not count: %v", policy.AcceptLabel, err))
	case !noted:
		rep.Notes = append(rep.Notes, fmt.Sprintf(
			"the label %q is not recorded for this commit: remove it and add it again to accept this commit", policy.AcceptLabel))
	}
	return noted
}

// acceptedPolicy is head's policy, for a commit that was accepted as it is.
func (pub *publication) acceptedPolicy(ctx context.Context, rep *report.Report) (config.Settings, error) {
	s, _, err := pub.policyAt(ctx, pub.pull.HeadSHA)
	if err != nil {
		return s, fmt.Errorf("head's policy: %w", err)
	}
	s.Policy = s.Policy.Accepted()
	rep.Policy = record.Policy{Source: pub.options.Policy + " of head, accepted by label"}
	return s, nil
}
