package git

import (
	"context"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A HooksDir is the directory in which git looks for hooks.
type HooksDir struct {
	Dir string // absolute
	// From is the origin of core.hooksPath, as git names it ("file:.git/config"),
	// "" where it is not set. Outside tells that it is not of this repository
	// alone: the user's, the system's, or given by the environment.
	From    string
	Outside bool
	// Tracked tells that the directory lies in the work tree, so that what is put
	// there is a change of the repository.
	Tracked bool
}

// HooksDir finds the directory of the hooks, as core.hooksPath and linked
// worktrees have it. Our own commands switch that setting off, so it is asked
// for by its values: the last of them is ours.
func (r *Repo) HooksDir(ctx context.Context) (HooksDir, error) {
	at := HooksDir{Dir: filepath.Join(r.CommonDir, "hooks")}
	out, err := r.run(ctx, r.here(), "config", "--show-origin", "--type=path", "-z", "--get-all", "core.hooksPath")
	if err != nil {
		return at, &Error{Op: "ask where hooks are", Err: err}
	}
	fields, err := splitNUL(out)
	if err != nil {
		return at, &Error{Op: "ask where hooks are", Err: err}
	}
	if len(fields) < 4 || fields[len(fields)-3] == "" {
		return at, nil
	}
	at.From, at.Dir = fields[len(fields)-4], absolute(fields[len(fields)-3], r.Root)
	file, ok := strings.CutPrefix(at.From, "file:")
	file = absolute(file, r.Root)
	at.Outside = !ok || !below(r.CommonDir, file) && !below(r.GitDir, file)
	at.Tracked = below(r.Root, at.Dir) && !below(r.CommonDir, at.Dir) && !below(r.GitDir, at.Dir)
	return at, nil
}

func below(dir, file string) bool {
	rel, err := filepath.Rel(dir, file)
	return err == nil && filepath.IsLocal(rel)
}

// Has tells whether a commit is here.
func (r *Repo) Has(ctx context.Context, sha string) bool { return r.has(ctx, r.here(), sha) }

// RemoteDefault returns the full name of the ref that stands here for the
// default branch of a remote: its HEAD, else main, else master; "" where none
// was ever fetched.
func (r *Repo) RemoteDefault(ctx context.Context, remote string) (string, error) {
	prefix := "refs/remotes/" + remote + "/"
	candidates := []string{prefix + "HEAD", prefix + "main", prefix + "master"}
	found, err := r.shortNames(ctx, candidates)
	if err != nil {
		return "", &Error{Op: "find the default branch of " + remote, Err: err}
	}
	for _, c := range candidates {
		if found[c] != "" {
			return c, nil
		}
	}
	return "", nil
}

// Embedding lists the directories, as slash paths from the root, of a commit
// that hold a Go file with a go:embed directive.
func (r *Repo) Embedding(ctx context.Context, sha string) ([]string, error) {
	sha, err := r.commit(ctx, sha)
	if err != nil {
		return nil, err
	}
	out, err := r.run(ctx, r.here(), "grep", "-l", "-z", "--full-name", "-e", "^//go:embed[ \t]", sha, "--", "*.go")
	if exited(err, 1) {
		return nil, nil
	}
	if err != nil {
		return nil, &Error{Op: "look for embedded files", Err: err}
	}
	names, err := splitNUL(out)
	if err != nil {
		return nil, &Error{Op: "look for embedded files", Err: err}
	}
	var dirs []string
	for _, n := range names {
		if dir := path.Dir(strings.TrimPrefix(n, sha+":")); !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	return dirs, nil
}
