package gotest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestChildEnv(t *testing.T) {
	env := []string{
		"PATH=/bin", "HOME=/root", "CI=true", "GITHUB_ACTIONS=true", "GITHUB_SHA=abc", "GOFLAGS=-mod=mod",
		"GITHUB_TOKEN=s", "GH_TOKEN=s", "GH_ENTERPRISE_TOKEN=s", "NPM_TOKEN=s", "token=s", "AWS_SESSION_TOKEN=s",
		"ACTIONS_RUNTIME_TOKEN=s", "ACTIONS_ID_TOKEN_REQUEST_URL=s", "ACTIONS_CACHE_URL=s",
		"GITHUB_ENV=s", "GITHUB_OUTPUT=s", "GITHUB_PATH=s", "GITHUB_STATE=s", "GITHUB_STEP_SUMMARY=s", "github_env=s",
		"INPUT_TOKEN=s", "INPUT_GITHUB-TOKEN=s",
		"GIT_DIR=s", "GIT_WORK_TREE=s", "GIT_INDEX_FILE=s", "GIT_CONFIG_COUNT=s", "GIT_CONFIG_KEY_0=s", "GIT_CONFIG_VALUE_0=s", "GIT_ASKPASS=s",
		"GIT_SSH_COMMAND=ssh", "GIT_AUTHOR_NAME=me", "TOKENIZER=x", "MY_INPUT_=x", "EMPTY=", "REPLACED=old",
	}
	before := strings.Join(env, "\n")
	got := ChildEnv(env, map[string]string{"REPLACED": "new", "B": "2", "API_TOKEN": "wanted", "A": "1=1"})
	want := []string{
		"PATH=/bin", "HOME=/root", "CI=true", "GITHUB_ACTIONS=true", "GITHUB_SHA=abc", "GOFLAGS=-mod=mod",
		"GIT_SSH_COMMAND=ssh", "GIT_AUTHOR_NAME=me", "TOKENIZER=x", "MY_INPUT_=x", "EMPTY=",
		"A=1=1", "API_TOKEN=wanted", "B=2", "REPLACED=new",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("environment (-want +got):\n%s", diff)
	}
	if strings.Join(env, "\n") != before {
		t.Error("the argument was changed")
	}
	if got := ChildEnv(nil, nil); got == nil || len(got) != 0 {
		t.Errorf("of nothing: %v, which would inherit", got)
	}
}
