package publish

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/publish/github"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
)

// trustedEvent reads the event of the workflow, privileged ones too: publish
// runs no code of a pull request.
func (pub *publication) trustedEvent() (github.Event, error) {
	e, found, err := github.EventOf(pub.Process)
	if err != nil {
		return e, exit.Unmeasuredf("", "%w", err)
	}
	if sha, _ := pub.Lookup("GITHUB_SHA"); found && e.HeadSHA == "" && len(sha) == 40 {
		e.HeadSHA = sha
	}
	return e, nil
}

// decideAgain reads a run of which nothing is believed and decides it from its
// rounds with base's policy. Where the commits are named, GitHub's word counts.
func (pub *publication) decideAgain(ctx context.Context, path string) (*report.Report, error) {
	rep, err := output.ReadArtifact(runDir(path))
	if err != nil {
		return nil, err
	}
	if err := pub.end.matches(rep); err != nil {
		return nil, err
	}
	if s := rep.Shard; s != nil {
		return nil, fmt.Errorf("artifact: it is shard %d of %d alone, and what was not measured is no pass: publish what benchgate merge made of all", s.Index, s.Count)
	}
	settings, err := pub.policyFor(ctx, rep)
	if err != nil {
		return nil, err
	}
	if err := pub.client.CheckBase(ctx, *pub.pull, rep.Base.SHA, rep.Head.SHA); err != nil {
		return nil, err
	}
	rep.Nonce = ""
	rep.Notes = append(rep.Notes, pub.setAside(rep.Arguments)...)
	rep.Judgement = judge.Judge(&rep.Record, settings.Policy, time.Now())
	rep.Head = record.Ref{SHA: pub.headOf(rep)}
	rep.Base = record.Ref{SHA: pub.pull.BaseSHA}
	rep.Reproduce = ""
	if rep.Base.SHA != "" && rep.Head.SHA != "" {
		rep.Reproduce = "benchgate run --base " + record.Short(rep.Base.SHA) + " --head " + record.Short(rep.Head.SHA)
	}
	return rep, nil
}

// headOf is the commit that a run of which nothing is believed was of: the event's.
// By hand there is no event, and what the run says counts only where it is what the
// pull request has now; a check on any other commit would be the run's to choose.
func (pub *publication) headOf(rep *report.Report) string {
	switch {
	case pub.event.HeadSHA != "" && pub.options.PR == 0:
		return pub.event.HeadSHA
	case pub.pull != nil && rep.Head.SHA == pub.pull.HeadSHA:
		return pub.pull.HeadSHA
	}
	return ""
}

// policyFor reads the policy that a run is held to: base's, and notes in the
// report what head would change in it; head's where it was accepted. Where base's
// cannot be read or does not decode there is nothing to hold the run to.
func (pub *publication) policyFor(ctx context.Context, rep *report.Report) (config.Settings, error) {
	if pub.pull == nil || pub.client == nil {
		return config.Settings{}, errors.New("cannot read base's policy without the pull request")
	}
	if pub.accepted(ctx, rep) {
		return pub.acceptedPolicy(ctx, rep)
	}
	base, found, err := pub.policyAt(ctx, pub.pull.BaseSHA)
	if err != nil {
		return base, fmt.Errorf("base's policy: %w", err)
	}
	rep.Policy = record.Policy{Source: "defaults"}
	if found {
		rep.Policy.Source = pub.options.Policy + " of base"
	}
	head, _, err := pub.policyAt(ctx, pub.pull.HeadSHA)
	if err != nil {
		rep.Notes = append(rep.Notes, "head's policy cannot be read: "+err.Error())
		return base, nil
	}
	rep.Policy.Changes = config.Changes(base, head)
	return base, nil
}

// policyAt reads the policy at a commit; the defaults where there is none.
func (pub *publication) policyAt(ctx context.Context, sha string) (config.Settings, bool, error) {
	data, found, err := pub.client.File(ctx, pub.options.Policy, sha)
	if err != nil || !found {
		return config.Default(), false, err
	}
	s, err := config.Parse(pub.options.Policy, data)
	return s, err == nil, err
}
