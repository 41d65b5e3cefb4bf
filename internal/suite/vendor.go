package suite

import (
	"fmt"
	"path"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// unvendored is a failure for a vendor directory that git ignores: what was changed
// in it is compiled in the working tree, and the trees have the modules themselves.
func (l *loader) unvendored(side round.Side, pkg *gotest.Package) *Failure {
	vendor := l.inputs[side].LostVendor(pkg.ImportPath, l.own(l.Own.Ignored))
	if vendor == "" {
		return nil
	}
	verb, flag := "mod", "mod"
	if exists(filepath.Join(l.tree(side).Root, filepath.FromSlash(path.Dir(vendor)), "go.work")) {
		verb, flag = "work", "readonly" // a workspace takes no other
	}
	return &Failure{Stage: "list",
		Message: fmt.Sprintf("the trees lack %s, which git ignores and the working tree is compiled with", vendor),
		Hint: fmt.Sprintf("commit %s, or add to the policy: prepare: [go %s%s vendor]; or -- -mod=%s to ignore it here, too",
			vendor, l.chdir(path.Dir(vendor)), verb, flag)}
}

// chdir is the flag that takes the go command of a prepare command to a directory.
func (l *loader) chdir(dir string) string {
	up, err := filepath.Rel(l.Head.Dir, filepath.Join(l.Head.Root, filepath.FromSlash(dir)))
	if err != nil || up == "." {
		return ""
	}
	return "-C " + filepath.ToSlash(up) + " "
}
