package gotest

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/changes"
)

// node describes one package: of the standard library by the toolchain, of
// another module by its version, and of the tree itself by its files.
func (in *inspector) node(p input, tool string) changes.Node {
	n := changes.Node{Settings: strings.ReplaceAll(p.settings(), in.tree, ".")}
	switch {
	case p.Error != nil:
		n.Unclear = p.Error.Err
	case p.Incomplete:
		n.Unclear = "it does not load"
	case p.Standard:
		n.Identity = tool
		return n
	}
	if i := slices.IndexFunc(p.Imports, func(path string) bool { return farReaching[path] }); i >= 0 {
		n.Wide = p.Imports[i]
	}
	if rel, ok := within(in.tree, p.Dir); ok && p.Dir != "" {
		if err := in.files(&n, p, rel); err != nil {
			n.Unclear = cmp.Or(n.Unclear, err.Error())
		}
		return n
	}
	if n.Identity = p.Module.identity(); n.Identity == "" {
		n.Unclear = cmp.Or(n.Unclear, fmt.Sprintf("%s lies outside of the repository and has no version", p.Dir))
	}
	return n
}

// farReaching are the packages by which a benchmark can read, compile or run Go
// source that it does not import.
var farReaching = map[string]bool{
	"os/exec": true, "plugin": true, "go/build": true, "go/parser": true, "go/importer": true,
	"golang.org/x/tools/go/packages": true,
}

// identity is a module's path with a version that always stands for the same
// content, as the go command checks it; "" without one.
func (m *inputModule) identity() string {
	if m == nil {
		return ""
	}
	if m.Replace != nil {
		m = m.Replace
	}
	if m.Version == "" {
		return ""
	}
	return m.Path + "@" + m.Version
}

// settings are the things beside files that a package is compiled with.
func (p input) settings() string {
	words := []string{p.DefaultGODEBUG}
	if p.Module != nil {
		words = append(words, p.Module.GoVersion)
	}
	for _, flags := range [][]string{p.CgoCFLAGS, p.CgoCPPFLAGS, p.CgoCXXFLAGS, p.CgoLDFLAGS, p.CgoPkgConfig} {
		words = append(words, strings.Join(flags, "\x00"))
	}
	return strings.Join(words, "\n")
}

// files notes the digests of what is compiled in or embedded. The generated
// main package of a test has one file outside of the tree, which follows from
// the others.
func (in *inspector) files(n *changes.Node, p input, rel string) error {
	n.Files = map[string]string{}
	for _, name := range slices.Concat(p.GoFiles, p.CgoFiles, p.CFiles, p.CXXFiles, p.MFiles, p.HFiles, p.FFiles, p.SFiles,
		p.SwigFiles, p.SwigCXXFiles, p.SysoFiles, p.EmbedFiles) {
		if filepath.IsAbs(name) && strings.HasSuffix(p.ImportPath, ".test") {
			continue
		}
		digest, err := in.digest(absolute(p.Dir, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		n.Files[strings.TrimPrefix(rel+"/"+filepath.ToSlash(name), "./")] = digest
	}
	return nil
}

func (in *inspector) digest(path string) (string, error) {
	if have, ok := in.digests[path]; ok {
		return have, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close() // only read
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("read %s: %w", path, err)
	}
	in.digests[path] = hex.EncodeToString(h.Sum(nil))
	return in.digests[path], nil
}
