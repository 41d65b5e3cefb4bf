package git

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/benchgate/benchgate/internal/child"
)

// kept are the GIT_ variables that do not change which repository, files or
// objects a git command is about. Configuration given by variables is kept as
// well, since CI systems pass credentials and safe directories that way.
var kept = map[string]bool{
	"GIT_CEILING_DIRECTORIES": true, "GIT_DISCOVERY_ACROSS_FILESYSTEM": true,
	"GIT_CONFIG_GLOBAL": true, "GIT_CONFIG_SYSTEM": true, "GIT_CONFIG_NOSYSTEM": true,
	"GIT_CONFIG_PARAMETERS": true, "GIT_CONFIG_COUNT": true,
	"GIT_EXEC_PATH": true, "GIT_TEMPLATE_DIR": true, "GIT_ATTR_NOSYSTEM": true,
	"GIT_SSH": true, "GIT_SSH_COMMAND": true, "GIT_SSH_VARIANT": true, "GIT_ASKPASS": true,
	"GIT_PROXY_COMMAND": true, "GIT_ALLOW_PROTOCOL": true, "GIT_PROTOCOL": true,
	"GIT_TERMINAL_PROMPT": true, "GIT_OPTIONAL_LOCKS": true,
	"GIT_AUTHOR_NAME": true, "GIT_AUTHOR_EMAIL": true, "GIT_AUTHOR_DATE": true,
	"GIT_COMMITTER_NAME": true, "GIT_COMMITTER_EMAIL": true, "GIT_COMMITTER_DATE": true,
}

// keptPrefixes are families of such variables.
var keptPrefixes = []string{"GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_", "GIT_TRACE", "GIT_SSL_", "GIT_HTTP_", "GIT_LFS_", "GIT_TEST_", "GIT_CURL_"}

// CleanEnv returns env without the GIT_ variables that would lead a git
// command in another directory back to the caller's repository, index or
// objects: those that git sets when it runs a hook, above all.
func CleanEnv(env []string) []string {
	clean := make([]string, 0, len(env))
	for _, kv := range env {
		name, _, _ := strings.Cut(kv, "=")
		if !strings.HasPrefix(strings.ToUpper(name), "GIT_") || isKept(strings.ToUpper(name)) {
			clean = append(clean, kv)
		}
	}
	return clean
}

func isKept(name string) bool {
	if kept[name] {
		return true
	}
	for _, prefix := range keptPrefixes {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// redirections returns the variables of env by which a hook, or a user, says
// where the repository is.
func redirections(env []string) []string {
	var found []string
	for _, name := range []string{"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE"} {
		if v := child.Getenv(env, name); v != "" {
			found = append(found, name+"="+v)
		}
	}
	return found
}

// TempDir is os.TempDir for an environment as for os/exec: the directory below which
// Lay makes its trees.
func TempDir(env []string) string {
	names := []string{"TMPDIR"}
	if runtime.GOOS == "windows" {
		names = []string{"TMP", "TEMP"}
	}
	for _, name := range names {
		if dir := child.Getenv(env, name); dir != "" {
			return dir
		}
	}
	return os.TempDir()
}

// findGit looks for git in the PATH of env. Relative directories are passed
// over: what lies in the user's tree is not to be run.
func findGit(env []string) (string, error) {
	for _, dir := range filepath.SplitList(child.Getenv(env, "PATH")) {
		if !filepath.IsAbs(dir) {
			continue
		}
		if path, err := exec.LookPath(filepath.Join(dir, "git")); err == nil {
			return path, nil
		}
	}
	return "", &Error{Op: "find git", Err: exec.ErrNotFound, Advice: "install git, and see that it is in PATH"}
}

// quietly are the variables that keep git from asking, from translating what
// is read here, and from writing where it would not have to.
var quietly = []string{
	"LC_ALL=C", "GIT_OPTIONAL_LOCKS=0",
	"GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=", "SSH_ASKPASS_REQUIRE=never", "GCM_INTERACTIVE=never",
}

// settings are the same for configuration: no hooks, no housekeeping, no
// daemons, and none of the options that change what a command touches.
var settings = []string{
	"-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false",
	"-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "fetch.writeCommitGraph=false",
	"-c", "submodule.recurse=false", "-c", "worktree.useRelativePaths=false",
	"-c", "core.warnAmbiguousRefs=true", "-c", "advice.detachedHead=false",
	// Windows: the trees lie deeper than the user's, whose paths may just fit.
	"-c", "core.longpaths=true",
}
