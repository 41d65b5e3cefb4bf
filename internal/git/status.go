package git

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
)

// An entry is one path that git status reports: a tracked file that differs
// between HEAD, index and work tree, or one that is untracked and not ignored.
type entry struct {
	path      string // with slashes, relative to Root
	untracked bool   // a path that ends in a slash is a repository of its own
	unmerged  bool
	gone      bool // deleted in the work tree, or no longer in the index
	submodule bool
}

// status lists what is not as HEAD has it. Left out are linked worktrees of
// this same repository that lie inside the work tree: they are other branches,
// not part of this one.
func (r *Repo) status(ctx context.Context) ([]entry, error) {
	out, err := r.run(ctx, r.indexed(), "status", "--porcelain=v2", "-z", "--untracked-files=all",
		"--no-renames", "--ignore-submodules=none")
	if err != nil {
		return nil, &Error{Op: "list changed files", Err: err}
	}
	all, err := parseStatus(out)
	if err != nil {
		return nil, &Error{Op: "list changed files", Err: err}
	}
	own, err := r.linked()
	if err != nil {
		return nil, err
	}
	kept := all[:0]
	for _, e := range all {
		if !e.untracked || !own[filepath.Join(r.Root, filepath.FromSlash(e.path))] {
			kept = append(kept, e)
		}
	}
	return kept, nil
}

// Dirty tells whether the work tree differs from HEAD: tracked changes, staged
// or not, or files that are untracked and not ignored. Files that the index
// marks assume-unchanged or skip-worktree count as unchanged, as git has it.
func (r *Repo) Dirty(ctx context.Context) (bool, error) {
	entries, err := r.status(ctx)
	return len(entries) > 0, err
}

// fieldsBefore is how many fields stand before the path in a record of git
// status --porcelain=v2.
var fieldsBefore = map[byte]int{'1': 8, '2': 9, 'u': 10, '?': 1, '!': 1}

// parseStatus reads the output of git status --porcelain=v2 -z.
func parseStatus(out string) ([]entry, error) {
	records, err := splitNUL(out)
	if err != nil {
		return nil, err
	}
	var entries []entry
	for i := 0; i < len(records); i++ {
		record := records[i]
		if record == "" {
			return nil, fmt.Errorf("an empty record in the output of git status")
		}
		kind := record[0]
		if kind == '#' || kind == '!' {
			continue
		}
		n := fieldsBefore[kind]
		fields := strings.SplitN(record, " ", n+1)
		if n == 0 || len(fields) != n+1 || fields[n] == "" || fields[0] != string(kind) {
			return nil, fmt.Errorf("unexpected record %q in the output of git status", record)
		}
		e := entry{path: fields[n], untracked: kind == '?', unmerged: kind == 'u'}
		if !e.untracked {
			if len(fields[1]) != 2 || fields[2] == "" {
				return nil, fmt.Errorf("unexpected record %q in the output of git status", record)
			}
			e.gone = strings.Contains(fields[1], "D") && !e.unmerged
			e.submodule = fields[2][0] == 'S'
		}
		entries = append(entries, e)
		if kind == '2' { // the path it was renamed or copied from is a record of its own
			if i++; i == len(records) {
				return nil, fmt.Errorf("the output of git status ends inside a rename")
			}
			entries = append(entries, entry{path: records[i]})
		}
	}
	return entries, nil
}

// splitNUL splits output of which every record ends in a NUL.
func splitNUL(out string) ([]string, error) {
	if out == "" {
		return nil, nil
	}
	body, ok := strings.CutSuffix(out, "\x00")
	if !ok {
		return nil, fmt.Errorf("git's output breaks off after %q", out[max(0, len(out)-40):])
	}
	return strings.Split(body, "\x00"), nil
}
