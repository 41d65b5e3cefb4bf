package suite

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/benchgate/benchgate/internal/round"
)

// unseen is a failure for an included file that differs between the trees and that
// the build cache does not see: both sides would get the object of the first.
func (l *loader) unseen(p *pair) *Failure {
	files := map[string]string{}
	for _, side := range round.Sides {
		if pkg := p.pkg[side]; pkg != nil {
			maps.Copy(files, l.inputs[side].Unseen(pkg.ImportPath))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if l.same(name) {
			continue
		}
		return &Failure{Stage: "build", Hint: "benchgate run -- -a",
			Message: fmt.Sprintf("%s includes %s, which differs between base and head and which the build cache does not see", files[name], name)}
	}
	return nil
}

// same tells whether a file is the same in both trees.
func (l *loader) same(name string) bool {
	base, err1 := os.ReadFile(filepath.Join(l.Base.Root, filepath.FromSlash(name)))
	head, err2 := os.ReadFile(filepath.Join(l.Head.Root, filepath.FromSlash(name)))
	return err1 == nil && err2 == nil && bytes.Equal(base, head)
}
