package main

import (
	"time"

	"github.com/spf13/cobra"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/publish"
	"github.com/benchgate/benchgate/internal/publish/github"
)

// publishOptions are those of package publish.
type publishOptions struct{ publish.Options }

func newPublish(p *program, o *publishOptions) *cobra.Command {
	c := &cobra.Command{
		Use:   "publish [flags] REPORT.json",
		Short: "report to GitHub: comment, check, summary, outputs",
		Long: `Publish reports to GitHub what a run found: one comment on the pull request that
is kept up to date, a check run (or a commit status) on the head commit, and, in
a workflow, the step's summary, outputs and annotations. It takes the token from
GITHUB_TOKEN, builds and runs nothing, and ends with the run's own status. What
GitHub refuses is a warning.

Under the event workflow_run nothing in the run's directory is believed: the
decision is made again from rounds.jsonl with the policy of base, and the pull
request is found from the event. If base's policy cannot be read, or the run
measured against another branch, the verdict is error.

With --status, a report that is not from that run or does not match its exit
status is an error. With --accept, nothing is published: Publish only records
that the label "benchgate: accept" was set or removed for a head commit.`,
		Example: `  benchgate publish .benchgate/report.json
  benchgate publish --repo octo/bench --pr 7 .benchgate/report.json`,
		Args: func(_ *cobra.Command, args []string) error { return o.finish(args) },
		RunE: func(c *cobra.Command, _ []string) error { return publish.Publish(c.Context(), &p.Process, o.Options) },
	}
	fs := c.Flags()
	fs.StringVar(&o.Repo, "repo", "", "the repository `OWNER/NAME`; by default that of the workflow")
	fs.IntVar(&o.PR, "pr", 0, "comment on pull request `N`; by default that of the event")
	fs.StringVar(&o.Key, "key", github.DefaultKey, "the `NAME` of this gate, where a pull request has several")
	fs.StringVar(&o.Comment, "comment", github.OnChange, "when to comment: always, on-change, on-failure or never")
	fs.StringVar(&o.Policy, "config", config.FileName, "the policy `FILE` in the repository, for a report that is decided again")
	fs.BoolVar(&o.Untrusted, "untrusted", false, "trust the run's directory in nothing and decide again from its rounds; always so under workflow_run")
	fs.StringVar(&o.Ending, "status", "", "`FILE` with the exit status and --nonce of the run; a report that differs is an error")
	fs.BoolVar(&o.Accept, "accept", false, "publish nothing; record for the event's head commit that the accept label was set or removed")
	fs.DurationVar(&o.Timeout, "timeout", 2*time.Minute, "give up talking to GitHub after `TIME`")
	suggest(c, "comment", oneOf(github.CommentPolicies...))
	return c
}

// finish takes the report.
func (o *publishOptions) finish(args []string) error {
	switch {
	case o.Accept && len(args) > 0:
		return exit.Usagef("benchgate publish --accept", "publish --accept: unexpected argument %q", args[0])
	case o.Accept:
		return o.Check()
	case len(args) != 1:
		return exit.Usagef("benchgate publish .benchgate/report.json", "publish: want one report, have %d", len(args))
	}
	o.Path = args[0]
	return o.Check()
}
