package git

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A superproject whose submodule lib holds a submodule of its own, deep. The
// base commit has lib at its first commit, the head at its second.
type superproject struct {
	*fixture
	base, head string
	lib        *fixture // what lib is cloned from
}

// template is a superproject to copy from: git takes its time to make one.
var template struct {
	sync.Once
	top        string // removed by TestMain
	base, head string
}

func newSuperproject(t *testing.T) superproject {
	t.Helper()
	template.Do(func() { makeTemplate(t) })
	if template.head == "" {
		t.Fatal("there is no template of a superproject")
	}
	top := t.TempDir()
	if err := os.CopyFS(top, os.DirFS(template.top)); err != nil {
		t.Fatal(err)
	}
	f := newFixtureIn(t, top, "repo")
	return superproject{fixture: f, lib: f.at(filepath.Join(filepath.Dir(f.dir), "lib source")), base: template.base, head: template.head}
}

func makeTemplate(t *testing.T) {
	t.Helper()
	var err error
	if template.top, err = os.MkdirTemp("", "superproject"); err != nil {
		t.Fatal(err)
	}
	f := newFixtureIn(t, template.top, "repo")
	top := filepath.Dir(f.dir)
	repository := func(name string) *fixture {
		m := f.at(filepath.Join(top, name))
		m.write("README", name+" 1")
		m.git("init", "--quiet", "--initial-branch=main")
		m.commit("one")
		return m
	}
	deep, lib := repository("deep source"), repository("lib source")
	lib.git("submodule", "--quiet", "add", deep.dir, "d")
	lib.commit("with deep")
	f.git("init", "--quiet", "--initial-branch=main")
	f.git("submodule", "--quiet", "add", "--name", "odd name", lib.dir, "third/lib")
	f.git("submodule", "--quiet", "update", "--init", "--recursive")
	f.write("a", "1")
	template.base = f.commit("base")
	lib.write("README", "lib 2")
	lib.commit("two")
	f.at(filepath.Join(f.dir, "third", "lib")).git("pull", "--quiet", "origin", "main")
	template.head = f.commit("head")
}

func (s superproject) files(readme string) map[string]string {
	return map[string]string{
		".gitmodules": s.git("show", "HEAD:.gitmodules") + "\n", "a": "1",
		"third/lib/README":      readme,
		"third/lib/.gitmodules": s.at(s.lib.dir).git("show", "HEAD:.gitmodules") + "\n",
		"third/lib/d/README":    "deep source 1",
	}
}

func TestSubmodules(t *testing.T) {
	t.Parallel()
	s := newSuperproject(t)
	r := s.open()
	if changed, err := r.Changed(context.Background(), s.base, Head{SHA: s.head}); err != nil || !slices.Equal(changed, []string{"third/lib"}) {
		t.Errorf("changed %q, %v", changed, err)
	}
	if dirty, err := r.Dirty(context.Background()); err != nil || dirty {
		t.Errorf("dirty %v, %v", dirty, err)
	}
	check := func(what Head, want map[string]string) {
		t.Helper()
		done := s.untouched()
		trees := s.lay(r, s.base, what)
		sameContent(t, trees.Base, s.files("lib source 1"))
		sameContent(t, trees.Head, want)
		if len(trees.Warnings) > 0 {
			t.Errorf("warnings %q", trees.Warnings)
		}
		if err := trees.Remove(); err != nil {
			t.Error(err)
		}
		done()
	}
	check(Head{SHA: s.head}, s.files("lib 2"))
	check(Head{Snapshot: true}, s.files("lib 2"))

	// Dirty submodules are copied as they are.
	s.write("third/lib/README", "lib edited")
	s.write("third/lib/d/new", "untracked")
	want := s.files("lib edited")
	want["third/lib/d/new"] = "untracked"
	if dirty, err := r.Dirty(context.Background()); err != nil || !dirty {
		t.Errorf("dirty %v, %v", dirty, err)
	}
	check(Head{Snapshot: true}, want)
	check(Head{SHA: s.head}, s.files("lib 2"))
	if changed, err := r.Changed(context.Background(), s.head, Head{Snapshot: true}); err != nil || !slices.Equal(changed, []string{"third/lib"}) {
		t.Errorf("changed %q, %v", changed, err)
	}

	// Where they are not checked out, the clones in .git/modules serve.
	s.git("submodule", "--quiet", "deinit", "--force", "--all")
	check(Head{SHA: s.head}, s.files("lib 2"))
	check(Head{Snapshot: true}, s.files("lib 2"))
}

func TestSubmoduleRemoved(t *testing.T) {
	t.Parallel()
	s := newSuperproject(t)
	s.git("rm", "--quiet", "third/lib")
	r := s.open()
	trees := s.lay(r, s.base, Head{Snapshot: true})
	sameContent(t, trees.Base, s.files("lib source 1"))
	sameContent(t, trees.Head, map[string]string{".gitmodules": "", "a": "1"})
	s.write("third/lib", "a file now")
	trees = s.lay(r, s.base, Head{Snapshot: true})
	sameContent(t, trees.Head, map[string]string{".gitmodules": "", "a": "1", "third/lib": "a file now"})
}

func TestSubmoduleNotCloned(t *testing.T) {
	t.Parallel()
	s := newSuperproject(t)
	top := filepath.Dir(s.dir)
	s.at(top).git("clone", "--quiet", s.dir, "clone")
	f := s.at(filepath.Join(top, "clone"))
	r := f.open()
	for _, what := range []Head{{SHA: s.head}, {SHA: s.head, Snapshot: true}} {
		done := f.untouched()
		trees := f.lay(r, s.base, what)
		if len(trees.Warnings) != 1 || !strings.Contains(trees.Warnings[0], `"third/lib"`) || !strings.Contains(trees.Warnings[0], "git submodule update --init") {
			t.Errorf("warnings %q", trees.Warnings)
		}
		if err := trees.Remove(); err != nil {
			t.Error(err)
		}
		done()
	}
	// One side alone must not lack it.
	f.git("rm", "--quiet", "third/lib")
	gone := f.commit("without")
	done := f.untouched()
	_, err := r.Lay(context.Background(), s.base, Head{SHA: gone})
	wantError(t, err, `lay out base: submodule "third/lib" is not in this clone`, "git submodule update --init --recursive")
	_, err = r.Lay(context.Background(), gone, Head{SHA: s.base})
	wantError(t, err, `lay out head: submodule "third/lib" is not in this clone`, "")
	done()
}

func TestSubmoduleLacksCommit(t *testing.T) {
	t.Parallel()
	s := newSuperproject(t)
	s.git("update-index", "--cacheinfo", "160000,"+strings.Repeat("1", 40)+",third/lib")
	s.git("commit", "--quiet", "-m", "a commit that nobody has")
	done := s.untouched()
	_, err := s.open().Lay(context.Background(), s.base, Head{SHA: "HEAD"})
	wantError(t, err, `the clone of submodule "third/lib" lacks commit 111111111111`, "fetch origin 1111")
	done()
}

// The repository itself may be somebody's submodule.
func TestInsideSubmodule(t *testing.T) {
	t.Parallel()
	s := newSuperproject(t)
	f := s.at(filepath.Join(s.dir, "third", "lib"))
	f.write("new", "n")
	done := s.untouched()
	trees := f.lay(f.open(), "HEAD", Head{Snapshot: true})
	if got := content(t, trees.Head)["new"] + content(t, trees.Head)["d/README"]; got != "ndeep source 1" {
		t.Errorf("got %q", got)
	}
	if err := trees.Remove(); err != nil {
		t.Error(err)
	}
	done()
}

// A submodule's name is hostile text: it must not lead out of .git/modules.
func TestSubmoduleNameLeadsOut(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	evil := f.at(filepath.Join(f.dir, ".git", "evil"))
	if err := os.MkdirAll(evil.dir, 0o777); err != nil {
		t.Fatal(err)
	}
	evil.git("init", "--quiet", "--bare")
	f.write("a", "1")
	sha := f.commit("one")
	f.git("push", "--quiet", evil.dir, "main")
	f.write(".gitmodules", "[submodule \"../evil\"]\n\tpath = sub\n\turl = ./x\n")
	f.git("add", ".gitmodules")
	f.git("update-index", "--add", "--cacheinfo", "160000,"+sha+",sub")
	f.git("commit", "--quiet", "-m", "evil")
	trees := f.lay(f.open(), "HEAD", Head{SHA: "HEAD"})
	if got := content(t, trees.Base); got["sub/a"] != "" || len(trees.Warnings) != 1 {
		t.Errorf("got %q with %q", got, trees.Warnings)
	}
}
