package git

import (
	"context"
	"os"
	"strings"
)

// Version returns the version of the git command in the PATH of env, such as
// 2.39.5. One that is missing, or too old for what is done here, is an error
// with a hint.
func Version(ctx context.Context, dir string, env []string) (string, error) {
	if env == nil {
		env = os.Environ()
	}
	r := &Repo{env: CleanEnv(env)}
	var err error
	if r.git, err = findGit(env); err != nil {
		return "", err
	}
	if err := r.checkVersion(ctx, dir); err != nil {
		return "", err
	}
	out, err := r.run(ctx, spot{dir: dir}, "version")
	if err != nil {
		return "", &Error{Op: "ask git for its version", Err: err}
	}
	return strings.TrimSpace(strings.TrimPrefix(out, "git version ")), nil
}
