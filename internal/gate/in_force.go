package gate

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/policy"
)

// inForce takes the policy from base for a pull request in CI, so that a change
// cannot loosen the gate it has to pass; what it changes is shown. Elsewhere the
// tree's own file counts, which is what own says.
func (w *workplace) inForce(ctx context.Context, o Options, s sides, own rules) (rules, error) {
	event, err := eventOf(w.Process)
	if err != nil || !event.Proposed {
		return own, err
	}
	merged, err := w.mergedInto(ctx, event, s.head.SHA)
	if err != nil {
		return own, err
	}
	// The label is for the event's head, whatever a job checks out.
	if event.Accepted() && (merged != "" || s.head.SHA == event.HeadSHA) {
		own.Policy = own.Policy.Accepted()
		own.source += ", accepted by label"
		return own, nil
	}
	name, inside := w.policyInRepo(o.Config)
	if !inside {
		w.warn("the policy %s is not in the repository, so it is not base's", o.Config)
		return own, nil
	}
	var base rules
	if base.Settings, base.source, err = w.basePolicy(ctx, cmp.Or(merged, event.BaseSHA), event.BaseRef, name); err != nil {
		return own, exit.Unmeasuredf("fix "+name+" on the base branch, or add the label "+policy.AcceptLabel, "base's policy: %w", err)
	}
	if base, err = base.override(w.Process, o); err != nil {
		return own, err
	}
	base.changes = config.Changes(base.Settings, own.Settings)
	return base, nil
}

// basePolicy is the policy at the tip of the base branch, whatever commit head is
// compared with: whoever branches off an old commit, or names one, does not
// choose its policy with it.
func (w *workplace) basePolicy(ctx context.Context, tip, branch, name string) (config.Settings, string, error) {
	for _, name := range []string{"refs/remotes/origin/" + branch, "refs/heads/" + branch} {
		tip = w.newer(ctx, tip, name)
	}
	if tip == "" {
		return config.Settings{}, "", errors.New("the event names no base")
	}
	if !w.repo.Has(ctx, tip) {
		if _, err := w.repo.Bring(ctx, tip); err != nil {
			return config.Settings{}, "", err
		}
	}
	data, found, err := w.repo.File(ctx, tip, name)
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
func (w *workplace) newer(ctx context.Context, tip, ref string) string {
	sha, err := w.repo.Resolve(ctx, ref)
	if err != nil {
		return tip // most checkouts have one branch only
	}
	if base, err := w.repo.MergeBase(ctx, tip, sha); err != nil || base != tip {
		return tip
	}
	return sha
}

// policyInRepo is the policy's path from the root of the repository, with
// slashes.
func (w *workplace) policyInRepo(named string) (name string, inside bool) {
	if named == "" {
		return config.FileName, true
	}
	rel, err := filepath.Rel(w.repo.Root, w.Absolute(named))
	return filepath.ToSlash(rel), err == nil && filepath.IsLocal(rel)
}
