package gotest

import (
	"maps"
	"slices"
	"strings"
)

// withheld are variables that children never see: credentials, the files by
// which a CI step gives commands to the steps after it, and what redirects git
// to another repository, as git sets it for its hooks.
var withheld = map[string]bool{
	"GITHUB_ENV": true, "GITHUB_OUTPUT": true, "GITHUB_PATH": true,
	"GITHUB_STATE": true, "GITHUB_STEP_SUMMARY": true,

	"TOKEN": true, "GIT_ASKPASS": true, "SSH_ASKPASS": true,

	"GIT_DIR": true, "GIT_WORK_TREE": true, "GIT_IMPLICIT_WORK_TREE": true,
	"GIT_INDEX_FILE": true, "GIT_OBJECT_DIRECTORY": true,
	"GIT_ALTERNATE_OBJECT_DIRECTORIES": true, "GIT_QUARANTINE_PATH": true,
	"GIT_COMMON_DIR": true, "GIT_NAMESPACE": true, "GIT_PREFIX": true,
	"GIT_INTERNAL_SUPER_PREFIX": true, "GIT_GRAFT_FILE": true,
	"GIT_SHALLOW_FILE": true, "GIT_NO_REPLACE_OBJECTS": true,
	"GIT_REPLACE_REF_BASE": true, "GIT_CONFIG": true,
	"GIT_CONFIG_PARAMETERS": true, "GIT_CONFIG_COUNT": true,
}

// withheldStarts and withheldEnds widen withheld. ACTIONS_ holds the runtime
// token and the request for an identity token, INPUT_ an action's inputs, which
// include its token. Other secrets (passwords, keys) stay, since benchmarks of
// services may need them; a workflow that has them should not hand them to the
// step that measures.
var (
	withheldStarts = []string{"ACTIONS_", "INPUT_", "GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_"}
	withheldEnds   = []string{"_TOKEN"}
)

// ChildEnv returns the environment for children: env, as from os.Environ,
// without tokens, CI command files and git redirections, and with the variables
// of extra, which stand whatever their names. GITHUB_TOKEN, GH_TOKEN and every
// other name that ends in _TOKEN are tokens. Names are compared without regard
// to case. The arguments are not changed.
func ChildEnv(env []string, extra map[string]string) []string {
	kept := make([]string, 0, len(env)+len(extra))
	for _, kv := range env {
		name, _, _ := strings.Cut(kv, "=")
		if _, replaced := extra[name]; !replaced && !isWithheld(name) {
			kept = append(kept, kv)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(extra)) {
		kept = append(kept, name+"="+extra[name])
	}
	return kept
}

func isWithheld(name string) bool {
	name = strings.ToUpper(name)
	starts := func(p string) bool { return strings.HasPrefix(name, p) }
	ends := func(p string) bool { return strings.HasSuffix(name, p) }
	return withheld[name] || slices.ContainsFunc(withheldStarts, starts) || slices.ContainsFunc(withheldEnds, ends)
}
