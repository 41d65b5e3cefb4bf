package git

import (
	"context"
	"sort"
	"strings"
)

// near returns up to three branches and tags whose names are like rev: the
// same on a remote first, then those a few letters away.
func (r *Repo) near(ctx context.Context, rev string) []string {
	out, err := r.run(ctx, r.here(), "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
	if err != nil {
		return nil // the error that this is a hint for says enough
	}
	return nearest(rev, strings.Fields(out))
}

func nearest(rev string, names []string) []string {
	const most = 3
	type candidate struct {
		name string
		far  int
	}
	var found []candidate
	for _, name := range names {
		far := distance(rev, name)
		if _, short, ok := strings.Cut(name, "/"); ok {
			far = min(far, distance(rev, short))
		}
		if far <= 1+len(rev)/4 && far < len(rev) {
			found = append(found, candidate{name, far})
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].far < found[j].far })
	var best []string
	for _, c := range found[:min(most, len(found))] {
		best = append(best, c.name)
	}
	return best
}

// distance counts the bytes to insert, delete, replace or swap with their
// neighbour that make a of b (the optimal string alignment distance). Case is
// ignored.
func distance(a, b string) int {
	a, b = strings.ToLower(a), strings.ToLower(b)
	before, above := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range above {
		above[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, above = above, row
	}
	return above[len(b)]
}
