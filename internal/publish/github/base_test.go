package github

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/publish/github/standin"
)

// history makes a repository:
//
//	old ── main0 ── main          side: from main0
//	 └─ feature (head)            release: old itself
func history(t *testing.T) (dir string, sha func(string) string) {
	t.Helper()
	dir = t.TempDir()
	git := func(args ...string) string {
		t.Helper()
		out, err := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=a", "-c", "user.email=a@example.com"}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	commit := func(name string) {
		git("commit", "--quiet", "--allow-empty", "--message="+name)
		git("tag", name+"-commit")
	}
	git("init", "--quiet", "--initial-branch=main")
	commit("old")
	git("branch", "release")
	git("branch", "feature")
	commit("main0")
	git("branch", "side")
	commit("main1")
	git("checkout", "--quiet", "feature")
	commit("feature")
	git("checkout", "--quiet", "side")
	commit("side")
	return dir, func(ref string) string { return git("rev-parse", ref) }
}

func TestCheckBase(t *testing.T) {
	dir, sha := history(t)
	merge := strings.Repeat("d", 40) // of base and head, which nobody has any more
	for name, tt := range map[string]struct {
		pullBase, base, head string
		ok                   bool
	}{
		"base as the pull request has it":        {"main", "main", merge, true},
		"base has moved on before the run":       {"main0-commit", "main", merge, true},
		"measured against an older base":         {"main", "main0-commit", merge, false},
		"retargeted from a branch that main has": {"main", "release", merge, false},
		"retargeted from another branch":         {"main", "side", merge, false},
		"a branch that has base":                 {"main0-commit", "side", merge, false},
		"head's own commits":                     {"old-commit", "feature", merge, false},
		"a checkout of head":                     {"main", "old-commit", sha("feature"), true},
		"a checkout of head, older base":         {"main", "main0-commit", sha("feature"), false},
		"no such commit":                         {"main", strings.Repeat("e", 40), merge, false},
		"no commit at all":                       {"main", "main-with-a-name", merge, false},
		"nothing":                                {"main", "", merge, false},
	} {
		s, c := start(t)
		s.Clone = dir
		base := tt.base
		if b, err := exec.Command("git", "-C", dir, "rev-parse", "--verify", "--quiet", base+"^{commit}").Output(); err == nil {
			base = strings.TrimSpace(string(b))
		}
		pull := Pull{Number: 7, BaseRef: "main", BaseSHA: sha(tt.pullBase), HeadSHA: sha("feature")}
		if err := c.CheckBase(t.Context(), pull, base, tt.head); (err == nil) != tt.ok {
			t.Errorf("%s: %v", name, err)
		}
		if base == pull.BaseSHA {
			continue // nobody is asked
		}
		s.Faults = []standin.Fault{{Method: "GET", Path: "/compare/", Status: 404}}
		if err := c.CheckBase(t.Context(), pull, base, tt.head); err == nil {
			t.Errorf("%s: passes where GitHub does not say", name)
		}
	}
}
