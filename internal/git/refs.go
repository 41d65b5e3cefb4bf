package git

import (
	"context"
	"strconv"
	"strings"
)

// A Name is a branch or tag of a repository, as one would type it.
type Name struct {
	Name string
	Kind string // branch, remote branch or tag
}

// mostRefs bounds Refs: nobody looks through more.
const mostRefs = 500

// Refs lists branches, tags and remote branches, the youngest of each first.
func (r *Repo) Refs(ctx context.Context) ([]Name, error) {
	var names []Name
	for _, k := range []struct{ prefix, kind string }{{"refs/heads", "branch"}, {"refs/tags", "tag"}, {"refs/remotes", "remote branch"}} {
		out, err := r.run(ctx, r.here(), "for-each-ref", "--sort=-creatordate", "--count="+strconv.Itoa(mostRefs), "--format=%(refname:short)", k.prefix)
		if err != nil {
			return nil, &Error{Op: "list branches and tags", Err: err}
		}
		for line := range strings.FieldsSeq(out) {
			if len(names) < mostRefs {
				names = append(names, Name{line, k.kind})
			}
		}
	}
	return names, nil
}
