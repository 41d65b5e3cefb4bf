package publish

// publishOptions are what the command line of publish says.
type publishOptions struct {
	path         string
	repo         string
	pr           int
	key, comment string
	policy       string
	untrusted    bool
	ending       string // the file that says how the step that measured ended
	accept       bool
	timeout      time.Duration
}

// check holds the flags to what they can be and go with.
func (o *publishOptions) check() error {
	switch {
	case !slices.Contains(github.CommentPolicies, o.comment):
		return exit.Usagef("one of "+strings.Join(github.CommentPolicies, ", "), "--comment: unknown value %q", o.comment)
	case !github.ValidKey(o.key):
		return exit.Usagef("up to 64 letters, digits, dots, underscores, slashes and single dashes", "--key: %q cannot name a gate", o.key)
	case o.pr < 0:
		return exit.Usagef("", "--pr: %d is no pull request", o.pr)
	case o.pr > 0 && o.repo == "":
		return exit.Usagef("add --repo OWNER/NAME", "--pr without --repo")
	case o.timeout <= 0:
		return exit.Usagef("such as 2m", "--timeout: %v is no time", o.timeout)
	}
	return nil
}
