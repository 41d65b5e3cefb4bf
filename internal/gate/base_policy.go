package gate

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/publish/github"
)

// readPolicy takes the policy from base for a pull request in CI, so that a
// change cannot loosen the gate it has to pass; what it changes is shown.
// Elsewhere the tree's own file counts, which open has read.
func (g *gate) readPolicy(ctx context.Context) error {
	event, err := g.event()
	if err != nil || !event.Proposed {
		return err
	}
	merged, err := mergedInto(ctx, g.repo, event, g.refs.head.SHA)
	if err != nil {
		return err
	}
	// The label is for the event's head, whatever a job checks out.
	if event.Accepted() && (merged != "" || g.refs.head.SHA == event.HeadSHA) {
		g.settings.Policy = g.settings.Policy.Accepted()
		g.source += ", accepted by label"
		return nil
	}
	name, inside := g.policyInRepo()
	if !inside {
		g.warn("the policy %s is not in the repository, so it is not base's", g.options.config)
		return nil
	}
	head := g.settings
	if g.settings, g.source, err = g.basePolicy(ctx, cmp.Or(merged, event.BaseSHA), event.BaseRef, name); err != nil {
		return exit.Unmeasuredf("fix "+name+" on the base branch, or add the label "+github.AcceptLabel, "base's policy: %w", err)
	}
	if err := g.override(&g.settings, g.options); err != nil {
		return err
	}
	g.changes = config.Changes(g.settings, head)
	return nil
}

// basePolicy is the policy at the tip of the base branch, whatever commit head is
// compared with: whoever branches off an old commit, or names one, does not
// choose its policy with it.
func (g *gate) basePolicy(ctx context.Context, tip, branch, name string) (config.Settings, string, error) {
	for _, name := range []string{"refs/remotes/origin/" + branch, "refs/heads/" + branch} {
		tip = g.newer(ctx, tip, name)
	}
	if tip == "" {
		return config.Settings{}, "", errors.New("the event names no base")
	}
	if !g.repo.Has(ctx, tip) {
		if _, err := g.repo.Bring(ctx, tip); err != nil {
			return config.Settings{}, "", err
		}
	}
	data, found, err := g.repo.File(ctx, tip, name)
	if err != nil {
		return config.Settings{}, "", err
	}
	if !found {
		return config.Default(), "defaults", nil
	}
	s, err := config.Parse(name, []byte(data))
	return s, config.FileName + " of base", err
}

// newer is the commit of a ref where that is here and comes after tip: an event
// that is handled again names the tip of its own time.
func (g *gate) newer(ctx context.Context, tip, ref string) string {
	sha, err := g.repo.Resolve(ctx, ref)
	if err != nil {
		return tip // most checkouts have one branch only
	}
	if base, err := g.repo.MergeBase(ctx, tip, sha); err != nil || base != tip {
		return tip
	}
	return sha
}

// policyInRepo is the policy's path from the root of the repository, with
// slashes.
func (g *gate) policyInRepo() (name string, inside bool) {
	if g.options.config == "" {
		return config.FileName, true
	}
	rel, err := filepath.Rel(g.repo.Root, g.Absolute(g.options.config))
	return filepath.ToSlash(rel), err == nil && filepath.IsLocal(rel)
}
