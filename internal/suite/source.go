package suite

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/changes"
	"github.com/benchgate/benchgate/internal/round"
)

// anySource tells whether something holds of a Go file that a side's binary is compiled
// from, of the repository's own. It holds of what cannot be read.
func (l *loader) anySource(p *pair, side round.Side, holds func(source []byte) bool) bool {
	graph := l.graph(p, side)
	for _, node := range graph {
		if node.Identity != "" {
			continue
		}
		for name := range node.Files {
			if !strings.HasSuffix(name, ".go") {
				continue
			}
			source, err := os.ReadFile(filepath.Join(l.tree(side).Root, filepath.FromSlash(name)))
			if err != nil || holds(source) {
				return true
			}
		}
	}
	return len(graph) == 0
}

// filter is the policy's, with what head's source of a pair names.
func (l *loader) filter(p *pair) changes.Filter {
	f, dir := l.Files, p.pkg[round.Head].RelDir
	f.Names = func(file string) bool {
		rel := strings.TrimPrefix(file, dir+"/")
		return l.anySource(p, round.Head, func(source []byte) bool { return mentions(source, rel) })
	}
	return f
}

// mentions tells whether Go source has a string that ends in the name of a file, in its
// extension, or in one of its directories.
func mentions(source []byte, file string) bool {
	for _, part := range append(strings.Split(file, "/"), path.Ext(file)) {
		ends := []string{"\"", "`"}
		if part != path.Base(file) && part != path.Ext(file) {
			ends = append(ends, "/")
		}
		if part != "" && slices.ContainsFunc(ends, func(end string) bool { return bytes.Contains(source, []byte(part+end)) }) {
			return true
		}
	}
	return false
}
