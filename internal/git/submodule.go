package git

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// fillSubmodules fills the submodules of a side.
func (l *layer) fillSubmodules(ctx context.Context, s *side, what Head) error {
	f := &filler{layer: l, side: s}
	clone := clone{tree: l.Root, gitDirs: []string{l.GitDir, l.CommonDir}}
	if !what.Snapshot {
		links, err := f.linksOf(ctx, spot{dir: s.dir, gitDir: s.admin, hold: l.room.owner}, what.SHA)
		if err != nil {
			return err
		}
		return f.fill(ctx, clone, links, "")
	}
	out, err := l.run(ctx, l.indexed(), "ls-files", "--stage", "-z")
	if err != nil {
		return err
	}
	links, err := parseGitlinks(out, 1)
	if err != nil {
		return err
	}
	rest := links[:0]
	for _, link := range links {
		src := filepath.Join(l.Root, native(link.path))
		if !isRepository(src) {
			if info, err := os.Lstat(src); err == nil && info.IsDir() {
				rest = append(rest, link)
			}
			continue
		}
		if err := l.copyRepository(ctx, src, filepath.Join(s.dir, native(link.path))); err != nil {
			return err
		}
	}
	return f.fill(ctx, clone, rest, "")
}

// A clone is where the submodules of a repository may be had: checked out in
// its work tree, or in one of its git directories.
type clone struct {
	tree    string
	gitDirs []string
}

// A filler fills the submodules of one side.
type filler struct {
	*layer
	side *side
}

// linksOf lists the submodules of a commit.
func (f *filler) linksOf(ctx context.Context, at spot, sha string) ([]gitlink, error) {
	out, err := f.run(ctx, at, "ls-tree", "-r", "-z", "--full-tree", sha)
	if err != nil {
		return nil, err
	}
	return parseGitlinks(out, 2)
}

// fill checks the commits of links out below prefix, a path in the side's
// tree, where the files of the repository that holds them already are.
func (f *filler) fill(ctx context.Context, from clone, links []gitlink, prefix string) error {
	if len(links) == 0 {
		return nil
	}
	names, err := f.moduleNames(ctx, filepath.Join(f.side.dir, native(prefix)))
	if err != nil {
		return err
	}
	for _, link := range links {
		full := gitlink{path: prefix + link.path, sha: link.sha}
		gitDir, lacking := f.find(ctx, from, link, names[link.path])
		if gitDir == "" {
			f.side.missing[full.path] = missing{link: full, clone: lacking}
			if err := os.MkdirAll(filepath.Join(f.side.dir, native(full.path)), 0o777); err != nil {
				return err
			}
			continue
		}
		if err := f.checkOut(ctx, gitDir, full); err != nil {
			return fmt.Errorf("submodule %q: %w", full.path, err)
		}
		inner, err := f.linksOf(ctx, spot{dir: f.side.dir, gitDir: gitDir}, link.sha)
		if err != nil {
			return fmt.Errorf("submodule %q: %w", full.path, err)
		}
		within := clone{tree: filepath.Join(from.tree, native(link.path)), gitDirs: []string{gitDir}}
		if err := f.fill(ctx, within, inner, full.path+"/"); err != nil {
			return err
		}
	}
	return nil
}

// find looks for a clone that holds the submodule's commit and returns its git
// directory, or else a clone that lacks it.
func (f *filler) find(ctx context.Context, from clone, link gitlink, name string) (gitDir, lacking string) {
	var candidates []string
	if tree := filepath.Join(from.tree, native(link.path)); isRepository(tree) {
		candidates = append(candidates, filepath.Join(tree, ".git"))
	}
	if name != "" && filepath.IsLocal(native(name)) {
		for _, dir := range from.gitDirs {
			candidates = append(candidates, filepath.Join(dir, "modules", native(name)))
		}
	}
	for _, dir := range candidates {
		if _, err := os.Stat(dir); err != nil {
			continue
		}
		// .git may be a file that names the directory.
		out, err := f.run(ctx, spot{dir: f.side.dir, gitDir: dir}, "rev-parse", "--absolute-git-dir")
		if err != nil {
			continue
		}
		dir = filepath.FromSlash(strings.TrimSuffix(out, "\n"))
		if f.has(ctx, spot{dir: f.side.dir, gitDir: dir}, link.sha) {
			return dir, ""
		}
		lacking = dir
	}
	return "", lacking
}

// checkOut writes a submodule's files, by way of an index of our own: neither
// the clone's index nor its HEAD changes, and it learns of no worktree.
func (f *filler) checkOut(ctx context.Context, gitDir string, link gitlink) error {
	dir := filepath.Join(f.side.dir, native(link.path))
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	index := filepath.Join(f.Dir, "index")
	at := spot{dir: dir, gitDir: gitDir, index: index, hold: f.room.owner}
	_, err := f.run(ctx, at, "-c", "core.splitIndex=false", "read-tree", "--reset", "-u", link.sha)
	return errors.Join(err, ignoreMissing(os.Remove(index)))
}

// moduleNames reads from the .gitmodules in dir which name the submodule at
// each path has.
func (f *filler) moduleNames(ctx context.Context, dir string) (map[string]string, error) {
	file := filepath.Join(dir, ".gitmodules")
	if info, err := os.Lstat(file); err != nil || !info.Mode().IsRegular() {
		return nil, ignoreMissing(err)
	}
	out, err := f.run(ctx, spot{dir: f.side.dir, gitDir: f.side.admin}, "config", "-z", "--file", file, "--get-regexp", `^submodule\..*\.path$`)
	if exited(err, 1) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return parseModuleNames(out)
}
