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
func (in *Inputs) node(m *moduleInputs, path string) changes.Node {
	p, ok := m.inputs[path]
	if !ok {
		return changes.Node{Unclear: "go list does not describe it", Wide: unknown}
	}
	n := changes.Node{Settings: strings.ReplaceAll(p.settings(), in.tree, "."), Unclear: m.unclear}
	switch {
	case p.Error != nil:
		n.Unclear, n.Wide = p.Error.Err, unknown
	case p.Incomplete:
		n.Unclear, n.Wide = "it does not load", unknown
	case p.Standard:
		n.Identity = m.env["GOVERSION"] + " in " + m.env["GOROOT"]
		return n
	}
	rel, own := within(in.tree, p.Dir)
	own = own && p.Dir != ""
	n.Wide = cmp.Or(n.Wide, p.reach(own))
	if own {
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

// reach says by what a package can run or read code that is no part of the binary;
// "" where by nothing that can be told. A package of the tree itself also does by
// naming Go files. Wrappers of system calls do not call what they wrap.
func (p input) reach(own bool) string {
	if by := changes.Imported(p.Imports); by != "" {
		return by
	}
	if strings.HasPrefix(p.ImportPath, "golang.org/x/sys/") {
		return ""
	}
	is := changes.Go
	if own {
		is = changes.OwnGo
	}
	able := own || slices.ContainsFunc(p.Imports, func(path string) bool {
		return path == "os" || path == "syscall" || strings.HasPrefix(path, "golang.org/x/sys/")
	})
	if able {
		if by := p.calls(p.GoFiles, is); by != "" {
			return by
		}
	}
	return p.calls(slices.Concat(p.CgoFiles, p.CFiles, p.CXXFiles, p.MFiles, p.HFiles), changes.C)
}

// calls looks through source files. What cannot be read might hold anything.
func (p input) calls(names []string, is changes.Text) string {
	for _, name := range names {
		if filepath.IsAbs(name) && strings.HasSuffix(p.ImportPath, ".test") {
			continue // the generated main package
		}
		source, err := os.ReadFile(absolute(p.Dir, filepath.FromSlash(name)))
		if err != nil {
			return unknown
		}
		if by := changes.Called(source, is); by != "" {
			return by
		}
	}
	return ""
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

// sources are the files that are compiled in or embedded, relative to Dir.
func (p input) sources() []string {
	return slices.Concat(p.GoFiles, p.CgoFiles, p.CFiles, p.CXXFiles, p.MFiles, p.HFiles, p.FFiles, p.SFiles,
		p.SwigFiles, p.SwigCXXFiles, p.SysoFiles, p.EmbedFiles)
}

// files notes the digests of what is compiled in or embedded. The generated
// main package of a test has one file outside of the tree, which follows from
// the others.
func (in *Inputs) files(n *changes.Node, p input, rel string) error {
	n.Files = map[string]string{}
	for _, name := range p.sources() {
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

func (in *Inputs) digest(path string) (string, error) {
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
