package git

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// ChangedLines lists the lines of one file of head, counted from 1, that differ
// from base's. Where lines were only taken away, that is the line before. The
// file is named by its path in the repository with slashes; one that base lacks
// has changed in every line, one that head lacks in none.
func (r *Repo) ChangedLines(ctx context.Context, t *Trees, file string) ([]int, error) {
	if !filepath.IsLocal(filepath.FromSlash(file)) {
		return nil, fmt.Errorf("list changed lines: %q is not in the repository", file)
	}
	base, head := filepath.Join(t.Base, filepath.FromSlash(file)), filepath.Join(t.Head, filepath.FromSlash(file))
	if !regular(head) {
		return nil, nil
	}
	if !regular(base) {
		base = os.DevNull
	}
	out, err := r.run(ctx, spot{dir: t.Dir}, "diff", "--no-index", "--no-color", "--no-ext-diff", "--no-textconv",
		"--unified=0", "--text", "--", base, head)
	if err == nil {
		return nil, nil // the same
	}
	if !exited(err, 1) {
		return nil, &Error{Op: "list the changed lines of " + file, Err: err}
	}
	return hunks(out), nil
}

func regular(name string) bool {
	info, err := os.Lstat(name)
	return err == nil && info.Mode().IsRegular()
}

// hunks reads the headers of a unified diff without context: "@@ -7,2 +8,3 @@".
func hunks(diff string) []int {
	var lines []int
	for _, l := range strings.Split(diff, "\n") {
		header, ok := strings.CutPrefix(l, "@@ -")
		if !ok {
			continue
		}
		_, rest, _ := strings.Cut(header, " +")
		span, _, _ := strings.Cut(rest, " ")
		first, count, many := strings.Cut(span, ",")
		from, err1 := strconv.Atoi(first)
		n, err2 := strconv.Atoi(count)
		if !many {
			n, err2 = 1, nil
		}
		if err1 != nil || err2 != nil {
			continue
		}
		for i := range max(n, 1) {
			lines = append(lines, from+i)
		}
	}
	return lines
}
