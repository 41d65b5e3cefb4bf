package secret

import (
	"slices"
	"strings"
	"testing"
)

func TestShed(t *testing.T) {
	tests := map[string]struct{ env, want []string }{
		"nothing": {nil, []string{}},
		"tokens": {
			[]string{"A=1", "GITHUB_TOKEN=s", "gh_token=s", "TOKEN=s", "INPUT_TOKEN=s", "ACTIONS_RUNTIME_TOKEN=s", "MY_PAT=s", "GITHUB_ENV=f", "GIT_ASKPASS=x", "PATH=/bin"},
			[]string{"A=1", "PATH=/bin"},
		},
		"what only looks like one": {[]string{"TOKENIZER=x", "PATTERN=x", "MY_INPUT_=x", "GITHUB_SHA=x"}, []string{"TOKENIZER=x", "PATTERN=x", "MY_INPUT_=x", "GITHUB_SHA=x"}},
		"headers": {
			[]string{"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=http.extraheader", "GIT_CONFIG_VALUE_0=AUTHORIZATION: basic s"},
			[]string{},
		},
		"settings between credentials": {
			[]string{"GIT_CONFIG_COUNT=4", "GIT_CONFIG_KEY_0=http.https://github.com/.extraHeader", "GIT_CONFIG_VALUE_0=s", "GIT_CONFIG_KEY_1=safe.directory", "GIT_CONFIG_VALUE_1=*",
				"GIT_CONFIG_KEY_2=url.https://s@github.com/.insteadOf", "GIT_CONFIG_VALUE_2=https://github.com/", "GIT_CONFIG_KEY_3=Core.AutoCRLF", "GIT_CONFIG_VALUE_3=true", "B=2"},
			[]string{"B=2", "GIT_CONFIG_COUNT=2", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*", "GIT_CONFIG_KEY_1=Core.AutoCRLF", "GIT_CONFIG_VALUE_1=true"},
		},
		"commands that give credentials": {
			[]string{"GIT_CONFIG_COUNT=3", "GIT_CONFIG_KEY_0=credential.helper", "GIT_CONFIG_VALUE_0=!echo password=s", "GIT_CONFIG_KEY_1=core.askPass", "GIT_CONFIG_VALUE_1=s", "GIT_CONFIG_KEY_2=core.sshCommand", "GIT_CONFIG_VALUE_2=s"},
			[]string{},
		},
		"behind the count":          {[]string{"GIT_CONFIG_COUNT=0", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=s", "GIT_CONFIG_VALUE_77=s"}, []string{}},
		"a count that is no number": {[]string{"GIT_CONFIG_COUNT=x", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=s"}, []string{}},
		"a huge count":              {[]string{"GIT_CONFIG_COUNT=999999999", "GIT_CONFIG_VALUE_5=s"}, []string{}},
		"of git -c":                 {[]string{"GIT_CONFIG_PARAMETERS='http.extraheader'='s'"}, []string{}},
	}
	for name, tt := range tests {
		before := slices.Clone(tt.env)
		got := Shed(tt.env)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
		if !slices.Equal(tt.env, before) {
			t.Errorf("%s: the argument was changed", name)
		}
		if again := Shed(got); !slices.Equal(again, got) {
			t.Errorf("%s: shed twice: %q, once: %q", name, again, got)
		}
	}
}

// FuzzShed holds that shedding once is enough, since a program starts anew as
// long as there is something to shed, and that no value of a setting that may
// hold credentials stays.
func FuzzShed(f *testing.F) {
	f.Add("A=1\nGITHUB_TOKEN=s\nGIT_CONFIG_COUNT=2\nGIT_CONFIG_KEY_0=safe.directory\nGIT_CONFIG_VALUE_0=*\nGIT_CONFIG_KEY_1=http.extraheader\nGIT_CONFIG_VALUE_1=s")
	f.Add("GIT_CONFIG_COUNT=1\ngit_config_count=9\nGIT_CONFIG_KEY_00=safe.directory\n=\nGIT_CONFIG_KEY_0")
	f.Fuzz(func(t *testing.T, text string) {
		once := Shed(strings.Split(text, "\n"))
		if twice := Shed(once); !slices.Equal(once, twice) {
			t.Errorf("once %q, twice %q", once, twice)
		}
		for _, kv := range once {
			name, value, _ := strings.Cut(kv, "=")
			if Name(name) || strings.HasPrefix(name, gitKey) && !plainSetting(value) {
				t.Errorf("%q stays", kv)
			}
		}
	})
}

func TestFirst(t *testing.T) {
	for want, env := range map[string][]string{
		"":                   {"PATH=/bin", "ACTIONS_RUNNER_HOOK=x", "GITHUB_OUTPUT=/o", "GITHUB_TOKEN=", "MY_TOKENS=3"},
		"GITHUB_TOKEN":       {"PATH=/bin", "GITHUB_TOKEN=ghs"},
		"token":              {"token=x"},
		"RELEASE_PAT":        {"RELEASE_PAT=x"},
		"GIT_CONFIG_VALUE_0": {"GIT_CONFIG_VALUE_0=AUTHORIZATION: basic x"},
	} {
		if got := First(env); got != want {
			t.Errorf("%q: %q, want %q", env, got, want)
		}
	}
}
