package suite

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// A diagnosis is what a tree lacks, in lines for a failure's message, and what to do.
type diagnosis struct {
	lines []string
	hint  string
}

func (d *diagnosis) add(hint, format string, args ...any) {
	d.lines = append(d.lines, fmt.Sprintf(format, args...))
	if d.hint == "" {
		d.hint = hint
	}
}

// failLacking notes a failure of one side's package, and with it what the user's
// working tree has and the side's tree lacks, which is most likely why it works there.
func (l *loader) failLacking(ctx context.Context, f Failure, pkg gotest.Package) {
	if d := l.diagnose(ctx, f.Side, pkg); d != nil && len(d.lines) > 0 {
		f.Message = strings.TrimRight(f.Message, "\n") + "\n" + strings.Join(d.lines, "\n")
		f.Hint = d.hint
	}
	l.fail(f)
}

// diagnose looks for what a side's tree lacks for a package, of which perhaps only
// the module is known; nil where there is no user's tree to hold it against.
func (l *loader) diagnose(ctx context.Context, side round.Side, pkg gotest.Package) *diagnosis {
	if l.Own == nil || pkg.ModuleDir == "" {
		return nil
	}
	d := &diagnosis{}
	// Nothing here may hide the failure itself: what cannot be found out is left out.
	if w, err := l.workspace(ctx, side, &pkg); err == nil && w != nil {
		d.add(l.workHint(w), "%s, so the trees do not use it", l.workName(w))
	}
	if pkg.ImportPath != "" {
		l.diagnoseFiles(ctx, d, side, pkg)
	}
	l.diagnoseModule(ctx, d, side, pkg)
	return d
}

func (l *loader) diagnoseFiles(ctx context.Context, d *diagnosis, side round.Side, pkg gotest.Package) {
	in := l.inputs[side]
	if in == nil || !in.Knows(pkg.ImportPath) {
		var err error
		if in, err = l.Go.Inputs(ctx, l.tree(side).Root, []gotest.Package{pkg}, l.BuildFlags); err != nil {
			return
		}
	}
	if files := in.Lacks(pkg.ImportPath, l.own(l.Own.Ignored, l.Own.Untracked)); len(files) > 0 {
		d.add(prepareHint, "the tree of %s lacks files of the working tree: %s", side, l.names(files))
	}
}

// diagnoseModule looks for directories by which the module replaces others, and for
// its vendor directory.
func (l *loader) diagnoseModule(ctx context.Context, d *diagnosis, side round.Side, pkg gotest.Package) {
	tree := l.tree(side)
	rel, ok := below(tree.Root, pkg.ModuleDir)
	if !ok {
		return
	}
	lost, _ := l.Go.LostReplacements(ctx, tree.Root, pkg.ModuleDir, l.own())
	for _, path := range slices.Sorted(maps.Keys(lost)) {
		dir := lost[path]
		name, inside := below(l.Own.Root, dir)
		if to, err := filepath.Rel(rel, name); inside && err == nil && exists(filepath.Join(tree.Root, filepath.FromSlash(name))) {
			d.add(fmt.Sprintf("write in go.mod: replace %s => ./%s", path, filepath.ToSlash(to)),
				"go.mod replaces %s with a path that leaves the repository and re-enters it by its directory name", path)
			continue
		}
		if inside {
			d.add(prepareHint, "go.mod replaces %s by %s (%s), which the tree of %s lacks", path, name, l.standing(name+"/"), side)
			continue
		}
		d.add(l.linkHint(pkg.ModuleDir, filepath.Join(l.Own.Root, rel), tree, dir),
			"go.mod replaces %s by %s, outside of the repository, which the tree of %s lacks", path, filepath.ToSlash(dir), side)
	}
	vendor := strings.TrimPrefix(rel+"/vendor/", "./")
	if l.standing(vendor) == "git ignores it" && !exists(filepath.Join(pkg.ModuleDir, "vendor")) {
		d.add("commit it, or add to the policy: prepare: [go mod vendor]", "the tree of %s lacks %s, which git ignores", side, vendor)
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// linkHint is a command that gives a tree a directory outside of the repository, by a
// link at the place where go.mod looks for it: which is outside of the tree, too, and
// one for both.
func (l *loader) linkHint(moduleDir, ownDir string, tree Tree, dir string) string {
	const otherwise = "name a version that is published, or bring the directory into the repository (git submodule add)"
	from, err := filepath.Rel(ownDir, dir)
	if err != nil {
		return otherwise
	}
	at := filepath.Join(moduleDir, from)
	// The directory of both trees goes away with them; what lies beyond does not.
	if _, ok := below(filepath.Dir(tree.Root), at); !ok || filepath.Dir(at) != filepath.Dir(tree.Root) {
		return otherwise
	}
	to, err := filepath.Rel(tree.Dir, at)
	if err != nil {
		return otherwise
	}
	return fmt.Sprintf("add to the policy: prepare: [ln -sfn %s %s]", filepath.ToSlash(dir), filepath.ToSlash(to))
}
