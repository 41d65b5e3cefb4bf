package github

import (
	"testing"

	"github.com/benchgate/benchgate/internal/publish/github/standin"
)

func TestPullOf(t *testing.T) {
	run := Run{Event: "pull_request", HeadSHA: shaB, HeadBranch: "$(id)`x`\"'", HeadOwner: "mallory", HeadRepo: "mallory/bench"}
	pull := standin.Pull{Number: 9, HeadOwner: "mallory", HeadRepo: "mallory/bench", HeadName: run.HeadBranch, HeadSHA: shaB, BaseSHA: shaA, State: "open"}
	change := func(edit func(*standin.Pull)) standin.Pull { p := pull; edit(&p); return p }
	for name, tt := range map[string]struct {
		pulls []standin.Pull
		want  int
	}{
		"the one":            {[]standin.Pull{pull}, 9},
		"moved on":           {[]standin.Pull{change(func(p *standin.Pull) { p.HeadSHA = shaA })}, 0},
		"closed":             {[]standin.Pull{change(func(p *standin.Pull) { p.State = "closed" })}, 0},
		"another repository": {[]standin.Pull{change(func(p *standin.Pull) { p.HeadRepo = "mallory/other" })}, 0},
		"ambiguous":          {[]standin.Pull{pull, change(func(p *standin.Pull) { p.Number = 10 })}, 0},
		"none":               {nil, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s, c := start(t)
			s.Pulls = tt.pulls
			got, err := c.PullOf(t.Context(), run)
			if got.Number != tt.want || (err == nil) != (tt.want != 0) {
				t.Errorf("pull %+v, error %v", got, err)
			}
		})
	}
	_, c := start(t)
	if _, err := c.PullOf(t.Context(), Run{Event: "push"}); err == nil {
		t.Error("a run of a push has a pull request")
	}
}

// Where a commit has no such file is told from its lists of files. A 404 alone is
// also what a token gets that may not read.
func TestFile(t *testing.T) {
	s, c := start(t)
	for _, name := range []string{".benchgate.yml", "ci/bench gate/ä.yml"} {
		s.Files[shaA+":"+name] = "version: 1\n"
		data, found, err := c.File(t.Context(), name, shaA)
		if string(data) != "version: 1\n" || !found || err != nil {
			t.Errorf("%s: %q %v %v", name, data, found, err)
		}
	}
	s.Files[shaB+":ci/other.yml"] = ""
	for _, name := range []string{".benchgate.yml", "ci/gate.yml", "none/gate.yml"} {
		if _, found, err := c.File(t.Context(), name, shaB); found || err != nil {
			t.Errorf("%s: found %v, error %v", name, found, err)
		}
	}
	for _, status := range []int{401, 403, 404, 409, 422, 451} {
		for _, path := range []string{"/contents", "/git/trees"} {
			s.Faults = []standin.Fault{{Method: "GET", Path: path, Status: status}}
			name, sha := ".benchgate.yml", shaB
			if path == "/contents" {
				sha = shaA // where it is
			}
			if _, found, err := c.File(t.Context(), name, sha); found || err == nil {
				t.Errorf("%s answers %d: found %v, error %v", path, status, found, err)
			}
		}
	}
}
