package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/benchgate/benchgate/internal/publish/github/standin"
)

type gitHubKey struct{}

// A gitHub is a script's stand-in for GitHub.
type gitHub struct {
	t      testscript.T
	server *standin.Server
	pull   standin.Pull
}

// cmdGitHub drives the stand-in:
//
//	github start REPO [BRANCH]         start it, with pull request 7 of REPO's branch change
//	github event NAME FILE [ACTION LABEL]  write the event of that pull request; set the environment of a workflow
//	github comment LOGIN TYPE FILE     somebody comments
//	github file PATH FILE REF          base or head has a file
//	github fault METHOD PATH STATUS    such requests fail from now on
//	github moved                       somebody pushes to the pull request
//	github pushed [REF]                the pull request has that head of REPO
//	github retarget REF                it now targets another branch of REPO
//	github label NAME                  the pull request has a label
//	github dump FILE                   write what is there; fails if any request or response was not as described
func cmdGitHub(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: github start|event|comment|file|fault|moved|label|dump …")
	}
	g := ts.Value(gitHubKey{}).(*gitHub)
	switch verb, args := args[0], args[1:]; verb {
	case "start":
		g.start(ts, args)
	case "event":
		g.event(ts, args[0], args[1], append(args[2:], "", "")[:2])
	case "dump":
		g.dump(ts, args[0])
	default:
		g.change(ts, verb, args)
	}
}

// change changes what is on GitHub. The server's goroutines know of the request
// before only by the lock: the benchgate between them is another process.
func (g *gitHub) change(ts *testscript.TestScript, verb string, args []string) {
	s := g.server
	s.Lock()
	defer s.Unlock()
	switch verb {
	case "comment":
		s.Add(7, args[0], args[1], ts.ReadFile(args[2]))
	case "file":
		sha := map[string]string{"base": g.pull.BaseSHA, "head": g.pull.HeadSHA}[args[2]]
		s.Files[sha+":"+args[0]] = ts.ReadFile(args[1])
	case "fault":
		status, err := strconv.Atoi(args[2])
		ts.Check(err)
		s.Faults = append(s.Faults, standin.Fault{Method: args[0], Path: args[1], Status: status})
	case "moved":
		s.Pulls[0].HeadSHA = strings.Repeat("c", 40)
	case "pushed":
		out, err := exec.Command("git", "-C", s.Clone, "rev-parse", append(args, "HEAD")[0]).Output()
		ts.Check(err)
		g.pull.HeadSHA = strings.TrimSpace(string(out))
		s.Pulls[0].HeadSHA = g.pull.HeadSHA
	case "retarget":
		out, err := exec.Command("git", "-C", s.Clone, "rev-parse", args[0]).Output()
		ts.Check(err)
		g.pull.BaseName, g.pull.BaseSHA = args[0], strings.TrimSpace(string(out))
		s.Pulls[0] = g.pull
	case "label":
		s.Pulls[0].Label = args[0]
	default:
		ts.Fatalf("github %s: unknown", verb)
	}
}

func (g *gitHub) start(ts *testscript.TestScript, args []string) {
	s, err := standin.Start()
	standin.Require(g.t, err)
	ts.Defer(s.Close)
	branch := "change"
	if len(args) > 1 {
		branch = args[1]
	}
	sha := func(ref string) string {
		out, err := exec.Command("git", "-C", ts.MkAbs(args[0]), "rev-parse", ref).Output()
		ts.Check(err)
		return strings.TrimSpace(string(out))
	}
	g.server = s
	g.pull = standin.Pull{Number: 7, HeadOwner: "mallory", HeadRepo: "mallory/bench", HeadName: branch,
		HeadSHA: sha("change"), BaseSHA: sha("main"), State: "open"}
	s.Lock()
	s.Pulls, s.Clone = []standin.Pull{g.pull}, ts.MkAbs(args[0])
	s.Unlock()
	ts.Setenv("GITHUB_API_URL", s.URL)
	ts.Setenv("GITHUB_GRAPHQL_URL", s.URL+"/graphql")
	ts.Setenv("GITHUB_TOKEN", s.Token)
}

// event writes the payload as GitHub would, and the variables of a runner.
func (g *gitHub) event(ts *testscript.TestScript, name, file string, what []string) {
	p := g.pull
	var payload any
	switch name {
	case "pull_request", "pull_request_target":
		payload = map[string]any{"action": what[0], "label": map[string]any{"name": what[1]}, "sender": map[string]any{"login": "octocat"}, "number": 7, "pull_request": map[string]any{"number": 7,
			"base": map[string]any{"ref": cmp.Or(p.BaseName, "main"), "sha": p.BaseSHA}, "head": map[string]any{"ref": p.HeadName, "sha": p.HeadSHA}}}
	case "workflow_run":
		payload = map[string]any{"workflow_run": map[string]any{"event": "pull_request", "head_sha": p.HeadSHA,
			"head_branch": p.HeadName, "html_url": "https://github.example/run/1",
			"head_repository": map[string]any{"full_name": p.HeadRepo, "owner": map[string]any{"login": p.HeadOwner}}}}
	default:
		ts.Fatalf("github event %s: unknown", name)
	}
	data, err := json.Marshal(payload)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(file), data, 0o644))
	for key, value := range map[string]string{
		"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": ts.MkAbs(file),
		"GITHUB_REPOSITORY": g.server.Repo, "GITHUB_SERVER_URL": "https://github.example", "GITHUB_RUN_ID": "42",
		"GITHUB_OUTPUT": filepath.Join(ts.Getenv("WORK"), "outputs"), "GITHUB_STEP_SUMMARY": filepath.Join(ts.Getenv("WORK"), "summary"),
	} {
		ts.Setenv(key, value)
	}
}

func (g *gitHub) dump(ts *testscript.TestScript, file string) {
	s := g.server
	s.Lock()
	defer s.Unlock()
	var b strings.Builder
	fmt.Fprintf(&b, "%d comments, %d checks, %d statuses\n", len(s.Comments), len(s.Checks), len(s.Statuses))
	for _, c := range s.Comments {
		fmt.Fprintf(&b, "comment by %s, minimized %v:\n%s\n", c.Login, c.Minimized, c.Body)
	}
	for _, c := range s.Checks {
		fmt.Fprintf(&b, "check %v: %v on %v\n", c["name"], c["conclusion"], c["head_sha"])
		list, _ := c["output"].(map[string]any)["annotations"].([]any)
		for _, a := range list {
			a := a.(map[string]any)
			fmt.Fprintf(&b, "annotation of %v: %v at %v:%v: %v\n", c["name"], a["annotation_level"], a["path"], a["start_line"], a["title"])
		}
	}
	for _, c := range s.Statuses {
		fmt.Fprintf(&b, "status %v: %v on %v\n", c["context"], c["state"], c["sha"])
	}
	ts.Check(os.WriteFile(ts.MkAbs(file), []byte(b.String()), 0o644))
	if len(s.Wrong) > 0 {
		ts.Fatalf("not as GitHub describes it: %s", strings.Join(s.Wrong, "\n"))
	}
}
