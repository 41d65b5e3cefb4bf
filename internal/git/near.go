package git

import (
	"context"
	"sort"
	"strings"

	"github.com/benchgate/benchgate/internal/spelling"
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
		far := spelling.Distance(rev, name)
		if _, short, ok := strings.Cut(name, "/"); ok {
			far = min(far, spelling.Distance(rev, short))
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
