package suite

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// An Own is the user's repository, which the trees are compared with. A tree must
// be built from its own files only, and from all that the working tree is built from.
type Own struct {
	Root  string   // the user's working tree
	Roots []string // all working trees of the repository
	// Ignored and Untracked are the files in Root that no commit has, as for
	// gotest.Own. Those of Untracked are in head's tree where that is a snapshot.
	Ignored, Untracked []string
}

// check turns packages into failures that would be compiled from the working tree
// on both sides, or without files that the working tree is compiled from. Their
// measurement would not show the effect of the change.
func (l *loader) check(ctx context.Context) error {
	if l.Own == nil {
		return nil
	}
	for _, side := range round.Sides {
		if err := l.inputs[side].BorrowedFlags(l.Go, l.BuildFlags, l.Own.Roots); err != nil {
			return err
		}
	}
	var all findings
	for _, p := range l.pairs {
		f, err := l.checkPair(ctx, p)
		if err != nil {
			return err
		}
		if f != nil {
			p.failed = true
			all.add(p.path, *f)
		}
	}
	l.suite.Failures = append(l.suite.Failures, all.failures...)
	l.pairs = slices.DeleteFunc(l.pairs, func(p *pair) bool { return p.failed })
	return nil
}

// findings are failures of which each stands once for all its packages.
type findings struct {
	failures []Failure
	more     map[string]int // by message, how many packages follow the first
}

func (a *findings) add(path string, f Failure) {
	if a.more == nil {
		a.more = map[string]int{}
	}
	message := f.Message
	for i := range a.failures {
		if first, _, _ := strings.Cut(a.failures[i].Message, "\nalso in "); first == message {
			a.more[message]++
			a.failures[i].Message = fmt.Sprintf("%s\nalso in other packages: %d", message, a.more[message])
			return
		}
	}
	f.Package = path
	a.failures = append(a.failures, f)
}

// checkPair returns what is wrong with a pair; nil for nothing.
func (l *loader) checkPair(ctx context.Context, p *pair) (*Failure, error) {
	for _, side := range round.Sides {
		pkg := p.pkg[side]
		if pkg == nil {
			continue
		}
		if err := l.inputs[side].Borrowed(pkg.ImportPath, l.Own.Roots); err != nil {
			f := &Failure{Side: side, Stage: "list", Message: err.Error()}
			if h := (interface{ Hint() string })(nil); errors.As(err, &h) {
				f.Hint = h.Hint()
			}
			return f, nil
		}
		if f := l.lost(l.inputs[side].Lacks(pkg.ImportPath, l.own(l.Own.Ignored))); f != nil {
			return f, nil
		}
		if f := l.unvendored(side, pkg); f != nil {
			return f, nil
		}
		if f, err := l.elsewhere(ctx, side, pkg); f != nil || err != nil {
			return f, err
		}
	}
	return l.unseen(p), nil
}

func (l *loader) own(loose ...[]string) gotest.Own {
	return gotest.Own{Root: l.Own.Root, Loose: slices.Concat(loose...)}
}

// lost is a failure for files that the working tree is compiled from and that git
// ignores, but not for those that the policy takes no benchmark to read.
func (l *loader) lost(files []string) *Failure {
	files = slices.DeleteFunc(files, l.Files.Ignored)
	if len(files) == 0 {
		return nil
	}
	return &Failure{Stage: "list", Message: "the trees lack files that the working tree is compiled from: " + l.names(files), Hint: prepareHint}
}

const prepareHint = "add the command that generates it to the policy: prepare: [go generate ./...]"

// names lists files with what git makes of them.
func (l *loader) names(files []string) string {
	const most = 5
	var words []string
	for _, name := range files[:min(len(files), most)] {
		words = append(words, name+" ("+l.standing(name)+")")
	}
	if n := len(files) - most; n > 0 {
		words = append(words, fmt.Sprintf("and %d more", n))
	}
	return strings.Join(words, ", ")
}

// standing says why no tree has a file of the working tree.
func (l *loader) standing(rel string) string {
	if slices.ContainsFunc(l.Own.Ignored, func(e string) bool { return e == rel || strings.HasSuffix(e, "/") && strings.HasPrefix(rel, e) }) {
		return "git ignores it"
	}
	return "git does not track it"
}

// elsewhere finds modules that the user's go.work file supplies from the working tree
// and that the package is compiled from in another version, since the tree has no
// such file. Where they are not the repository's own, a change of it is measured all
// the same, so that a warning will do.
func (l *loader) elsewhere(ctx context.Context, side round.Side, pkg *gotest.Package) (*Failure, error) {
	w, err := l.workspace(ctx, side, pkg)
	if w == nil || err != nil {
		return nil, err
	}
	path := l.inputs[side].Elsewhere(pkg.ImportPath, w, l.own())
	if path == "" {
		return nil, nil
	}
	message := fmt.Sprintf("%s, so the trees do not use it: there %s is not the module in %s", l.workName(w), path, w.Modules[path])
	if _, ours := below(l.Own.Root, w.Modules[path]); ours {
		return &Failure{Stage: "list", Message: message, Hint: l.workHint(w)}, nil
	}
	if !slices.Contains(l.suite.Warnings, message) {
		l.suite.Warnings = append(l.suite.Warnings, message)
	}
	return nil, nil
}

// workspace is the user's workspace for a package, where the tree lacks it.
func (l *loader) workspace(ctx context.Context, side round.Side, pkg *gotest.Package) (*gotest.Workspace, error) {
	key := string(side) + " " + pkg.ModuleDir
	if w, ok := l.workspaces[key]; ok {
		return w, nil
	}
	w, err := l.Go.OwnWorkspace(ctx, l.tree(side).Root, pkg.ModuleDir, l.own())
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("read the working tree's go.work: %w", err)
	}
	if l.workspaces == nil {
		l.workspaces = map[string]*gotest.Workspace{}
	}
	l.workspaces[key] = w
	return w, nil
}

// workName names a go.work file and says why the trees do not have it.
func (l *loader) workName(w *gotest.Workspace) string {
	rel, ok := below(l.Own.Root, w.File)
	switch {
	case !ok:
		return w.File + " lies outside of the repository"
	case l.standing(rel) == "git ignores it":
		return rel + " is ignored by git"
	}
	return rel + " is not tracked by git"
}

// workHint says how the trees get a go.work file: by a command that the policy runs
// in each, in the directory that benchgate was started in.
func (l *loader) workHint(w *gotest.Workspace) string {
	var dirs []string
	for _, dir := range w.Modules {
		if rel, ok := below(l.Own.Root, dir); ok {
			dirs = append(dirs, strings.TrimSuffix("./"+rel, "/."))
		}
	}
	slices.Sort(dirs)
	command := "go "
	if up, err := filepath.Rel(l.Head.Dir, l.Head.Root); err == nil && up != "." {
		command += "-C " + filepath.ToSlash(up) + " "
	}
	return fmt.Sprintf("commit go.work, or add to the policy: prepare: [%s]; or set GOWORK=off to ignore it here, too",
		command+"work init "+strings.Join(dirs, " "))
}
