package config

import (
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/spelling"
	"github.com/google/go-cmp/cmp"
)

func TestSet(t *testing.T) {
	s := Default()
	for key, value := range map[string]string{
		"bench": "5", "budget": "90s", "timeout": "1m", "engine": "exec", "explain": "false", "strict": "true",
		"on.inconclusive": "fail", "on.removed": "pass", "on.failing": "fail", "on.base-build-failure": "warn",
	} {
		if err := Set(&s, key, value); err != nil {
			t.Errorf("%s: %v", key, err)
		}
	}
	want := Default()
	want.Bench, want.Budget, want.Timeout, want.Engine, want.Policy.Strict = "5", 90*time.Second, time.Minute, "exec", true
	want.Explain = false
	want.Policy.On = policy.On{Inconclusive: policy.OnFail, Removed: policy.OnPass, Failing: policy.OnFail, BaseBuildFailure: policy.OnWarn}
	if diff := cmp.Diff(want, s, same); diff != "" {
		t.Error(diff)
	}
	if err := Set(&s, "budget", "auto"); err != nil || s.Budget != 0 {
		t.Errorf("auto: %v, %v", s.Budget, err)
	}
}

func TestSetRefuses(t *testing.T) {
	for _, tt := range []struct{ key, value, want string }{
		{"budget", "10", `"10" is not a duration; write 10m or 10s`},
		{"timeout", "auto", "is not a duration"},
		{"engine", "exce", "did you mean exec?"},
		{"strict", "1", "write true or false"},
		{"bench", "(", "bad regular expression"},
		{"bench", "", "empty text"},
		{"bugdet", "1m", `unknown key "bugdet"; did you mean budget?`},
		{"packages", "./...", "packages is not a single value"},
		{"rules", "x", "not a single value"},
		{"on", "fail", "unknown key"},
		{"on.removed", "error", "unknown value"},
		{"on.removed.x", "fail", "no key below it"},
		{"version", "1", "belongs to the policy file"},
		{"", "x", "unknown key"},
	} {
		s := Default()
		err := Set(&s, tt.key, tt.value)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s=%s: %v, want %q", tt.key, tt.value, err, tt.want)
		}
		// What to do is part of the text, and also to be had by itself.
		if h, ok := err.(interface{ Hint() string }); !ok || !strings.Contains(err.Error(), h.Hint()) {
			t.Errorf("%s=%s: no hint in %v", tt.key, tt.value, err)
		}
		if diff := cmp.Diff(Default(), s, same); diff != "" {
			t.Errorf("%s=%s changed the settings: %s", tt.key, tt.value, diff)
		}
	}
}

func TestNearest(t *testing.T) {
	keys := file.names()
	for word, want := range map[string]string{
		"treshold": "thresholds", "Thresholds": "thresholds", "bugdet": "budget", "pakages": "packages", "rule": "rules",
		"waiver": "waivers", "buildflags": "build-flags", "timeuot": "timeout", "no": "on",
		"": "", "xyzzy": "", "q": "", strings.Repeat("budget", 100): "",
	} {
		if got := spelling.Nearest(word, keys); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
	if got := spelling.Nearest("a", nil); got != "" {
		t.Errorf("of nothing: %q", got)
	}
}
