package gotest

import (
	"maps"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/secret"
)

// redirecting are variables that lead git to another repository, as git sets
// them for its hooks.
var redirecting = map[string]bool{
	"GIT_DIR": true, "GIT_WORK_TREE": true, "GIT_IMPLICIT_WORK_TREE": true,
	"GIT_INDEX_FILE": true, "GIT_OBJECT_DIRECTORY": true,
	"GIT_ALTERNATE_OBJECT_DIRECTORIES": true, "GIT_QUARANTINE_PATH": true,
	"GIT_COMMON_DIR": true, "GIT_NAMESPACE": true, "GIT_PREFIX": true,
	"GIT_INTERNAL_SUPER_PREFIX": true, "GIT_GRAFT_FILE": true,
	"GIT_SHALLOW_FILE": true, "GIT_NO_REPLACE_OBJECTS": true,
	"GIT_REPLACE_REF_BASE": true, "GIT_CONFIG": true, "GIT_CONFIG_COUNT": true,
}

// ChildEnv returns the environment for children: env, as from os.Environ,
// without secrets and git redirections, and with the variables of extra, which
// stand whatever their names. Names are compared without regard to case. The
// arguments are not changed.
func ChildEnv(env []string, extra map[string]string) []string {
	kept := make([]string, 0, len(env)+len(extra))
	for _, kv := range secret.Shed(env) {
		name, _, _ := strings.Cut(kv, "=")
		if _, replaced := extra[name]; !replaced && !redirects(name) {
			kept = append(kept, kv)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(extra)) {
		kept = append(kept, name+"="+extra[name])
	}
	return kept
}

func redirects(name string) bool {
	name = strings.ToUpper(name)
	return redirecting[name] || strings.HasPrefix(name, "GIT_CONFIG_KEY_") || strings.HasPrefix(name, "GIT_CONFIG_VALUE_")
}
