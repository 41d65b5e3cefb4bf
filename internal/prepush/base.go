package prepush

import (
	"context"
	"fmt"
	"strings"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/gate"
	"github.com/benchgate/benchgate/internal/git"
)

// base is the commit to compare with: what the remote has of the branch, or for
// a new one where it left the remote's default branch. why says, where that is
// so, that there is nothing to compare.
func (g *push) base(ctx context.Context, u Update) (sha, why string, err error) {
	if !u.New() && g.repo.Has(ctx, u.RemoteSHA) {
		return u.RemoteSHA, "", nil
	}
	// What the remote has was never fetched, after somebody else's push: where
	// both come from is the best that is known.
	ref, err := g.defaultRef(ctx)
	if err != nil {
		return "", "", err
	}
	if ref == "" {
		return "", fmt.Sprintf("nothing of %s was ever fetched, so there is nothing to compare with", g.remote), nil
	}
	tip, err := g.repo.Resolve(ctx, ref)
	if err != nil {
		return "", "", err
	}
	sha, err = g.repo.MergeBase(ctx, tip, u.LocalSHA)
	if err == nil && sha == u.LocalSHA {
		why = "it has no commit of its own"
	}
	return sha, why, err
}

// defaultRef is what stands here for the remote's default branch; "" where
// nothing does. A remote that is pushed to by its address has no refs here, so
// the repository's own default branch has to do.
func (g *push) defaultRef(ctx context.Context) (string, error) {
	if strings.ContainsAny(g.remote, `:/\`) {
		return g.repo.DefaultBase(ctx)
	}
	return g.repo.RemoteDefault(ctx, g.remote)
}

// harmless says why what is pushed cannot matter to a benchmark; "" if it may.
func (g *push) harmless(ctx context.Context, base, head string) (string, error) {
	changed, err := g.repo.Changed(ctx, base, git.Head{SHA: head})
	if err != nil {
		return "", err
	}
	if len(changed) == 0 {
		return "no file differs", nil
	}
	settings, _, err := config.Find("", g.repo.Root)
	if err != nil {
		return "", nil // the run says what is wrong with it
	}
	filter := gate.Filter(settings, g.repo.Root, "")
	if !filter.Documentation(changed) {
		return "", nil
	}
	filter.Embedding, err = g.repo.Embedding(ctx, head)
	if err != nil || !filter.Documentation(changed) {
		return "", err
	}
	return "only documentation differs", nil
}
