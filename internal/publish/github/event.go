// Package github knows what GitHub tells a workflow and what it expects back.
package github

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"

	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/process"
)

// An Event is what the webhook payload of a workflow run says about the two
// sides. The zero value says nothing.
type Event struct {
	Name string // pull_request, push, merge_group, …
	// BaseSHA is the commit that the event names as base: the tip of the base
	// branch of a pull request, or the commit before a push. It is empty where
	// the event names none (a new branch).
	BaseSHA string
	// BaseRef is the name of the base branch of a pull request.
	BaseRef string
	// HeadSHA is the head commit of a pull request; a checkout usually has the
	// merge of base and head instead.
	HeadSHA string
	Number  int // of the pull request, 0 for none
	// Proposed is set where head is a change that asks to be merged, whatever the
	// event's name: a pull request, or a group of them in a merge queue.
	Proposed bool
	// Action says what happened to the pull request (opened, synchronize, labeled,
	// …), Label which label it got or lost, and Sender who did it.
	Action, Label, Sender string
	// Run is the workflow run that a workflow_run event is about, else nil.
	Run *Run
}

// A Run is the finished workflow run that measured, as the event of the run
// that publishes names it. GitHub filled it in, not the pull request.
type Run struct {
	Event      string // pull_request for what may be published on one
	HeadSHA    string
	HeadBranch string
	HeadOwner  string // whose branch it is
	HeadRepo   string // owner/name
	URL        string // of the run, for people
}

// Accepted reports whether the event is that AcceptLabel was set, and so for
// which commit: its head. That a pull request has the label tells nothing of
// the commit that it was set for.
func (e Event) Accepted() bool {
	return e.Number != 0 && e.Action == "labeled" && e.Label == policy.AcceptLabel
}

// TakenBack reports whether the event is that AcceptLabel was taken off.
func (e Event) TakenBack() bool {
	return e.Number != 0 && e.Action == "unlabeled" && e.Label == policy.AcceptLabel
}

// Privileged lists the events whose workflows hold secrets while the code at
// hand may be a stranger's: nothing is measured under them.
var Privileged = map[string]bool{"pull_request_target": true, "issue_comment": true, "workflow_run": true}

type payload struct {
	Action string `json:"action"`
	Label  struct {
		Name string `json:"name"`
	} `json:"label"`
	Sender struct {
		Login string `json:"login"`
	} `json:"sender"`
	Number      int    `json:"number"`
	Before      string `json:"before"`
	PullRequest *struct {
		Number int    `json:"number"`
		Base   branch `json:"base"`
		Head   branch `json:"head"`
	} `json:"pull_request"`
	WorkflowRun *struct {
		Event      string `json:"event"`
		HeadSHA    string `json:"head_sha"`
		HeadBranch string `json:"head_branch"`
		URL        string `json:"html_url"`
		HeadRepo   struct {
			FullName string `json:"full_name"`
			Owner    struct {
				Login string `json:"login"`
			} `json:"owner"`
		} `json:"head_repository"`
	} `json:"workflow_run"`
	MergeGroup *struct {
		BaseSHA string `json:"base_sha"`
		BaseRef string `json:"base_ref"`
		HeadSHA string `json:"head_sha"`
	} `json:"merge_group"`
}

type branch struct {
	Ref string `json:"ref"`
	SHA string `json:"sha"`
}

var sha40 = regexp.MustCompile(`^[0-9a-f]{40}$`)

// IsSHA reports whether s is a commit's full name.
func IsSHA(s string) bool { return sha40.MatchString(s) }

// EventOf reads the event that a workflow's environment names; found is false where
// it names none.
func EventOf(p *process.Process) (e Event, found bool, err error) {
	name, _ := p.Lookup("GITHUB_EVENT_NAME")
	path, _ := p.Lookup("GITHUB_EVENT_PATH")
	if !p.InActions() || path == "" {
		return Event{}, false, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return Event{}, true, fmt.Errorf("read the event: %w", err)
	}
	e, err = ParseEvent(name, data)
	return e, true, err
}

// ParseEvent reads the payload of the named event. Whatever is not a full SHA
// where one is expected is an error, since it would be handed to git.
func ParseEvent(name string, data []byte) (Event, error) {
	var p payload
	if err := json.Unmarshal(data, &p); err != nil {
		return Event{}, fmt.Errorf("event payload: %w", err)
	}
	e := Event{Name: name}
	switch {
	case p.PullRequest != nil:
		e.Number, e.Proposed = p.PullRequest.Number, true
		e.Action, e.Label, e.Sender = p.Action, p.Label.Name, p.Sender.Login
		e.BaseSHA, e.BaseRef, e.HeadSHA = p.PullRequest.Base.SHA, p.PullRequest.Base.Ref, p.PullRequest.Head.SHA
	case p.MergeGroup != nil:
		e.BaseSHA, e.BaseRef, e.HeadSHA = p.MergeGroup.BaseSHA, p.MergeGroup.BaseRef, p.MergeGroup.HeadSHA
		e.Proposed = true
	case p.WorkflowRun != nil:
		e.Run, e.HeadSHA = p.run(), p.WorkflowRun.HeadSHA
	case name == "push" && !allZero(p.Before):
		e.BaseSHA = p.Before
	}
	for _, sha := range []string{e.BaseSHA, e.HeadSHA} {
		if sha != "" && !IsSHA(sha) {
			return Event{}, fmt.Errorf("event payload: %q is not a commit", sha)
		}
	}
	return e, nil
}

func (p payload) run() *Run {
	w := p.WorkflowRun
	return &Run{Event: w.Event, HeadSHA: w.HeadSHA, HeadBranch: w.HeadBranch, URL: w.URL,
		HeadOwner: w.HeadRepo.Owner.Login, HeadRepo: w.HeadRepo.FullName}
}

// allZero reports whether sha is the placeholder of a push that creates a
// branch: no commit was there before.
func allZero(sha string) bool {
	for _, c := range sha {
		if c != '0' {
			return false
		}
	}
	return true
}
