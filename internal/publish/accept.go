package publish

import (
	"context"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/publish/github"
)

// note remembers for the head commit that its label was set or taken off, where
// the event is about that. A token that may not is a warning: the run of this
// event is accepted all the same.
func (pub *publication) note(ctx context.Context) {
	if pub.client == nil || pub.event.Run != nil || pub.options.PR != 0 {
		return
	}
	if err := pub.client.Note(ctx, pub.event); err != nil {
		pub.warn("%s", github.Explain(err, "checks: write"))
	}
}

// noteOnly is "publish --accept": for a fork's pull request, whose own workflows
// have no token to remember anything with.
func (pub *publication) noteOnly(ctx context.Context) error {
	switch {
	case !pub.event.Accepted() && !pub.event.TakenBack():
		return exit.Usagef("run it where pull_request_target has types: [labeled, unlabeled]", "--accept: the event is not about the label %q", policy.AcceptLabel)
	case pub.client == nil:
		return exit.Usagef("give it GITHUB_TOKEN", "--accept: nothing can be remembered without a token")
	}
	if err := pub.client.Note(ctx, pub.event); err != nil {
		return exit.Unmeasuredf("", "%s", github.Explain(err, "checks: write"))
	}
	return nil
}
