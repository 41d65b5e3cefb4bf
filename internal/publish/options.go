package publish

import (
	"slices"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/publish/github"
)

// Options are what the command line of publish says.
type Options struct {
	Path         string // the report
	Repo         string // OWNER/NAME; "" for the workflow's
	PR           int    // the pull request's number; 0 for the event's
	Key, Comment string
	Policy       string // the policy file in the repository
	Untrusted    bool   // believe nothing in the run's directory
	Ending       string // the file that says how the step that measured ended; "" for none
	Accept       bool   // only note that the accept label was set or removed
	Timeout      time.Duration
}

// Check holds the flags to what they can be and go with.
func (o *Options) Check() error {
	switch {
	case !slices.Contains(github.CommentPolicies, o.Comment):
		return exit.Usagef("one of "+strings.Join(github.CommentPolicies, ", "), "--comment: unknown value %q", o.Comment)
	case !github.ValidKey(o.Key):
		return exit.Usagef("up to 64 letters, digits, dots, underscores, slashes and single dashes", "--key: %q cannot name a gate", o.Key)
	case o.PR < 0:
		return exit.Usagef("", "--pr: %d is no pull request", o.PR)
	case o.PR > 0 && o.Repo == "":
		return exit.Usagef("add --repo OWNER/NAME", "--pr without --repo")
	case o.Timeout <= 0:
		return exit.Usagef("such as 2m", "--timeout: %v is no time", o.Timeout)
	}
	return nil
}
