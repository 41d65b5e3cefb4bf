package git

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestIgnoredAndUntracked(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.write(".gitignore", "*.pb.go\n/dist/\n")
	f.write("p/p.go", "package p\n")
	f.commit("first")
	f.write("p/x.pb.go", "package p\n")
	f.write("dist/js/app.js", "1")
	f.write("p/new.go", "package p\n")
	r, err := Open(t.Context(), filepath.Join(f.dir, "p"), f.env)
	if err != nil {
		t.Fatal(err)
	}
	ignored, err := r.Ignored(t.Context())
	if err != nil || !slices.Contains(ignored, "dist/") || !slices.Contains(ignored, "p/x.pb.go") || slices.Contains(ignored, "p/new.go") {
		t.Errorf("ignored %q: %v", ignored, err)
	}
	untracked, err := r.Untracked(t.Context())
	if err != nil || !slices.Equal(untracked, []string{"p/new.go"}) {
		t.Errorf("untracked %q: %v", untracked, err)
	}
}

func TestWorkTrees(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.write("a", "1")
	f.commit("first")
	other := filepath.Join(filepath.Dir(f.dir), "o ther")
	f.git("worktree", "add", "--quiet", "--detach", other)
	r, err := Open(t.Context(), other, f.env)
	if err != nil {
		t.Fatal(err)
	}
	dirs, err := r.WorkTrees(t.Context())
	if err != nil || !slices.Equal(dirs, []string{other, f.dir}) {
		t.Errorf("work trees %q: %v", dirs, err)
	}
}

func FuzzParseWorkTrees(f *testing.F) {
	f.Add("worktree /a\x00HEAD 12\x00branch refs/heads/main\x00\x00worktree /b c\x00HEAD 12\x00detached\x00\x00")
	f.Add("worktree /bare\x00bare\x00\x00")
	f.Add("")
	f.Fuzz(func(t *testing.T, out string) {
		for _, dir := range parseWorkTrees(out) {
			if !strings.Contains(out, "worktree "+filepath.ToSlash(dir)) {
				t.Errorf("%q is not in %q", dir, out)
			}
		}
		if n := len(parseWorkTrees(out)); n > 0 && out == "" {
			t.Errorf("%d work trees of nothing", n)
		}
	})
}

func TestParseWorkTrees(t *testing.T) {
	if got := parseWorkTrees("worktree /bare\x00bare\x00\x00worktree /b c\x00HEAD 12\x00detached\x00\x00"); len(got) != 1 || got[0] != string(os.PathSeparator)+"b c" {
		t.Errorf("work trees %q", got)
	}
}
