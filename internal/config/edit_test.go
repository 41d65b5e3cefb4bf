package config

import (
	"strings"
	"testing"
)

func TestEdit(t *testing.T) {
	for name, tt := range map[string]struct {
		before, value string
		keys          []string
		after         string
	}{
		"new file":       {"", "5%", []string{"thresholds", "sec/op"}, "version: 1\nthresholds:\n  sec/op: 5%\n"},
		"new key":        {"version: 1 # first\n", "90s", []string{"budget"}, "version: 1 # first\nbudget: 90s\n"},
		"old key":        {"# ours\nversion: 1\nbudget: 10m # long\nstrict: true\n", "90s", []string{"budget"}, "# ours\nversion: 1\nbudget: 90s # long\nstrict: true\n"},
		"in a flow map":  {"version: 1\nthresholds: {sec/op: 2%, B/op: 5%}\n", "7.5%", []string{"thresholds", "sec/op"}, "version: 1\nthresholds: {sec/op: 7.5%, B/op: 5%}\n"},
		"beside another": {"version: 1\nthresholds:\n  # allocations\n  allocs/op: 0%\n", "3%", []string{"thresholds", "sec/op"}, "version: 1\nthresholds:\n  # allocations\n  allocs/op: 0%\n  sec/op: 3%\n"},
	} {
		got, err := Edit("x.yml", []byte(tt.before), tt.value, tt.keys...)
		if err != nil || string(got) != tt.after {
			t.Errorf("%s: %v\n%s", name, err, got)
		}
	}
	for name, tt := range map[string]struct{ before, value, key, want string }{
		"no YAML":     {"version: [", "1m", "budget", "x.yml"},
		"a bad file":  {"version: 1\nbugdet: 1m\n", "1m", "budget", "did you mean budget"},
		"a bad value": {"version: 1\n", "soon", "budget", "not a duration"},
	} {
		if _, err := Edit("x.yml", []byte(tt.before), tt.value, tt.key); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
