package git

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
)

// Ignored lists what the work tree has and git ignores, as slash paths relative to
// Root. A directory of which all is ignored is one entry that ends in a slash.
func (r *Repo) Ignored(ctx context.Context) ([]string, error) {
	return r.others(ctx, "list ignored files", "--ignored")
}

// Untracked lists, likewise, what git neither has nor ignores.
func (r *Repo) Untracked(ctx context.Context) ([]string, error) {
	return r.others(ctx, "list untracked files")
}

func (r *Repo) others(ctx context.Context, op string, more ...string) ([]string, error) {
	args := append([]string{"ls-files", "-z", "--others", "--exclude-standard", "--directory"}, more...)
	out, err := r.run(ctx, r.indexed(), args...)
	if err != nil {
		return nil, &Error{Op: op, Err: err}
	}
	paths, err := splitNUL(out)
	if err != nil {
		return nil, &Error{Op: op, Err: err}
	}
	return paths, nil
}

// WorkTrees lists the directories of all work trees of the repository, the user's
// first. Those that benchgate lays out are among them while they stand.
func (r *Repo) WorkTrees(ctx context.Context) ([]string, error) {
	out, err := r.run(ctx, r.here(), "worktree", "list", "--porcelain", "-z")
	if exited(err, 129) {
		return []string{r.Root}, nil // before git 2.36 there is no -z
	}
	if err != nil {
		return nil, &Error{Op: "list work trees", Err: err}
	}
	dirs := []string{r.Root}
	for _, dir := range parseWorkTrees(out) {
		if !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	return dirs, nil
}

// parseWorkTrees reads the output of git worktree list --porcelain -z. A bare
// repository has no files of its own.
func parseWorkTrees(out string) []string {
	var dirs []string
	for record := range strings.SplitSeq(out, "\x00\x00") {
		lines := strings.Split(record, "\x00")
		if dir, ok := strings.CutPrefix(lines[0], "worktree "); ok && !slices.Contains(lines, "bare") {
			dirs = append(dirs, filepath.FromSlash(dir))
		}
	}
	return dirs
}
