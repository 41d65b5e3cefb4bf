// Package publish is the half of the gate that holds a token: it tells a forge what
// a run found. It builds and runs nothing of what was measured.
package publish

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/publish/github"
	"github.com/benchgate/benchgate/internal/report"
	workflow "github.com/benchgate/benchgate/internal/report/github"
)

// Publish reports to GitHub what a run found. The error carries the run's own exit
// status.
func Publish(ctx context.Context, p *process.Process, o Options) error {
	pub := &publication{Process: p, options: o}
	if err := pub.open(); err != nil {
		return err
	}
	talk, cancel := context.WithTimeout(ctx, o.Timeout)
	defer cancel()
	if o.Accept {
		return pub.noteOnly(talk)
	}
	pub.findPull(talk)
	pub.note(talk)
	pub.load(talk)
	pub.publish(talk)
	if err := pub.leave(); err != nil {
		return err
	}
	return exit.With(pub.report.Status)
}

// A publication is one run of publish, with what each step leaves for the next.
// Nothing that GitHub refuses ends it: that is a warning.
type publication struct {
	*process.Process
	options Options
	event   github.Event
	client  *github.Client // nil without a repository or a token
	pull    *github.Pull   // nil for none
	report  *report.Report
	end     *runEnd // how the run ended, nil where nobody says
	own     bool    // the report is not that of the file, but was made here
	result  github.Result
	// reportPath is where the report that is published lies.
	reportPath string
	warnings   []string
}

// open finds out where to publish.
func (pub *publication) open() (err error) {
	if pub.event, err = pub.trustedEvent(); err != nil {
		return err
	}
	if pub.event.Run != nil {
		if pub.options.PR != 0 {
			return exit.Usagef("leave it out", "--pr: the pull request of a workflow_run is found from the event alone")
		}
		pub.options.Untrusted = true
	}
	access := github.Access{Repo: pub.options.Repo}
	if access.Repo == "" {
		access.Repo, _ = pub.Lookup("GITHUB_REPOSITORY")
	}
	access.API, _ = pub.Lookup("GITHUB_API_URL")
	access.GraphQL, _ = pub.Lookup("GITHUB_GRAPHQL_URL")
	for _, name := range []string{"GH_TOKEN", "GITHUB_TOKEN"} {
		if v, _ := pub.Lookup(name); v != "" {
			access.Token = v
		}
	}
	if access.Repo == "" || access.Token == "" {
		if pub.options.Comment == github.Never {
			return nil // somebody else publishes
		}
		pub.warn("no comment and no check: they need GITHUB_TOKEN and a repository")
		return nil
	}
	if pub.client, err = github.NewClient(access); err != nil {
		return exit.Usagef("--repo OWNER/NAME, GITHUB_API_URL and GITHUB_GRAPHQL_URL say where to publish", "publish: %w", err)
	}
	return nil
}

// findPull finds the pull request to comment on: by hand, or the event's.
func (pub *publication) findPull(ctx context.Context) {
	number := cmp.Or(pub.options.PR, pub.event.Number)
	if pub.client == nil || number == 0 && pub.event.Run == nil {
		return
	}
	var pull github.Pull
	var err error
	if pub.event.Run != nil {
		pull, err = pub.client.PullOf(ctx, *pub.event.Run)
	} else {
		pull, err = pub.client.Pull(ctx, number)
	}
	if err != nil {
		pub.warn("%s", github.Explain(err, "pull-requests: read"))
		return
	}
	pub.pull = &pull
}

// publish talks to GitHub.
func (pub *publication) publish(ctx context.Context) {
	if pub.client == nil {
		return
	}
	m, err := pub.message()
	if err != nil {
		pub.warn("%v", err)
		return
	}
	if pub.event.Run != nil && pub.pull == nil {
		return // without its pull request there is no policy to hold the run to
	}
	pub.result = pub.client.Publish(ctx, pub.pull, m)
	pub.warnings = append(pub.warnings, pub.result.Warnings...)
}

// message is what is said of the report.
func (pub *publication) message() (github.Message, error) {
	rep := pub.report
	body, err := pub.markdown(0)
	return github.Message{
		Key: pub.options.Key, CommentPolicy: pub.options.Comment,
		Verdict: string(rep.Verdict), Status: rep.Status, Notable: notable(rep),
		Title: report.Title(rep), Body: body, URL: pub.runURL(), SHA: pub.sha(rep), Annotations: pub.annotations(),
	}, err
}

// annotations are the check run's. The workflow of a pull request annotates by
// commands of its own (leave); those of another workflow, as for a fork, would
// stand at lines of another commit.
func (pub *publication) annotations() []github.Annotation {
	if !pub.options.Untrusted && pub.InActions() {
		return nil
	}
	var list []github.Annotation
	for _, a := range workflow.Placed(report.ViewOf(pub.report, report.Setting{})) {
		list = append(list, github.Annotation{Level: a.Level, Path: a.File, Line: a.Line, Title: a.Title, Message: a.Message})
	}
	return list
}

// sha is the commit that was measured: as GitHub names it, and by hand as the
// report does, since a report made by hand is trusted.
func (pub *publication) sha(rep *report.Report) string {
	if pub.event.HeadSHA != "" && pub.options.PR == 0 {
		return pub.event.HeadSHA
	}
	if head := rep.Head; !head.Dirty && github.IsSHA(head.SHA) {
		return head.SHA
	}
	return ""
}

// runURL leads people to the run that measured.
func (pub *publication) runURL() string {
	if pub.event.Run != nil {
		return pub.event.Run.URL
	}
	server, _ := pub.Lookup("GITHUB_SERVER_URL")
	repo, _ := pub.Lookup("GITHUB_REPOSITORY")
	id, _ := pub.Lookup("GITHUB_RUN_ID")
	if server == "" || repo == "" || id == "" {
		return ""
	}
	return server + "/" + repo + "/actions/runs/" + id
}

// notable reports whether some row is no pass, or something failed.
func notable(rep *report.Report) bool {
	quiet := map[judge.Outcome]bool{judge.Pass: true, judge.UnchangedBinary: true, judge.Added: true}
	for _, r := range rep.Rows {
		if !quiet[r.Outcome] {
			return true
		}
	}
	// What fails on both sides fails in every pull request.
	return rep.Status != 0 || slices.ContainsFunc(rep.Failures, func(f judge.Failure) bool { return !f.Both })
}

func (pub *publication) warn(format string, args ...any) {
	pub.warnings = append(pub.warnings, fmt.Sprintf(format, args...))
}

// runDir is the output directory that the operand names: itself, or the one
// that the report lies in.
func runDir(path string) string {
	if filepath.Base(path) == "report.json" {
		return filepath.Dir(path)
	}
	return path
}
