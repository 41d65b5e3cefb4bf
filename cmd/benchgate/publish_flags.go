package main

import (
	"flag"
	"time"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/publish"
	"github.com/benchgate/benchgate/internal/publish/github"
)

func newPublishFlags(o *publish.Options) *flag.FlagSet {
	fs := flag.NewFlagSet("publish", flag.ContinueOnError)
	fs.StringVar(&o.Repo, "repo", "", "the repository `OWNER/NAME`; by default that of the workflow")
	fs.IntVar(&o.PR, "pr", 0, "comment on pull request `N`; by default that of the event")
	fs.StringVar(&o.Key, "key", github.DefaultKey, "the `NAME` of this gate, where a pull request has several")
	fs.StringVar(&o.Comment, "comment", github.OnChange, "when to comment: always, on-change, on-failure or never")
	fs.StringVar(&o.Policy, "config", config.FileName, "the policy `FILE` in the repository, for a report that is decided again")
	fs.BoolVar(&o.Untrusted, "untrusted", false, "trust the run's directory in nothing and decide again from its rounds; always so under workflow_run")
	fs.StringVar(&o.Ending, "status", "", "`FILE` with the exit status and --nonce of the run; a report that differs is an error")
	fs.BoolVar(&o.Accept, "accept", false, "publish nothing; record for the event's head commit that the accept label was set or removed")
	fs.DurationVar(&o.Timeout, "timeout", 2*time.Minute, "give up talking to GitHub after `TIME`")
	return fs
}

func parsePublishFlags(args []string) (*publish.Options, error) {
	o := &publish.Options{}
	operands, rest, err := parse(newPublishFlags(o), args)
	if err != nil {
		return nil, err
	}
	if o.Accept {
		if len(operands)+len(rest) > 0 {
			return nil, exit.Usagef("benchgate publish --accept", "publish --accept: unexpected argument %q", append(operands, rest...)[0])
		}
		return o, o.Check()
	}
	if len(operands) != 1 || len(rest) > 0 {
		return nil, exit.Usagef("benchgate publish .benchgate/report.json", "publish: want one report, have %d", len(operands)+len(rest))
	}
	o.Path = operands[0]
	return o, o.Check()
}
