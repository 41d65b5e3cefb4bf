package git

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFile(t *testing.T) {
	f := newFixture(t, "repo")
	f.write("plain.yml", "plain")
	f.write("sub/deep/file.yml", "deep")
	f.write("star*.yml", "star")
	for name, target := range map[string]string{
		"link.yml": "plain.yml", "dir": "sub/deep", "sub/up.yml": "../plain.yml", "out.yml": "../../etc/passwd", "loop.yml": "loop.yml", "abs.yml": "/etc/passwd",
	} {
		if err := os.Symlink(target, filepath.Join(f.dir, name)); err != nil {
			t.Skip(err)
		}
	}
	f.git("add", "--all")
	f.git("commit", "--quiet", "--message=one")
	f.write("later.yml", "not committed")
	r := f.open()
	sha, err := r.Resolve(t.Context(), "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, want, bad string }{
		{"plain.yml", "plain", ""},
		{"./sub/deep/file.yml", "deep", ""},
		{"star*.yml", "star", ""},
		{"link.yml", "plain", ""},
		{"dir/file.yml", "deep", ""},
		{"sub/up.yml", "plain", ""},
		{"later.yml", "", ""},
		{"sub/none.yml", "", ""},
		{"*.yml", "", ""},
		{"sub", "", "not a file"},
		{"out.yml", "", "out of the repository"},
		{"abs.yml", "", "out of the repository"},
		{"loop.yml", "", "too many links"},
	} {
		got, found, err := r.File(t.Context(), sha, tt.name)
		switch {
		case tt.bad != "":
			if err == nil || !strings.Contains(err.Error(), tt.bad) {
				t.Errorf("%s: %v, want %q", tt.name, err, tt.bad)
			}
		case err != nil || got != tt.want || found != (tt.want != ""):
			t.Errorf("%s: %q, %v, %v", tt.name, got, found, err)
		}
	}
	if _, _, err := r.File(t.Context(), strings.Repeat("a", 40), "plain.yml"); err == nil {
		t.Error("a commit that is not here has a file, or none")
	}
}

func TestUnversioned(t *testing.T) {
	f := newFixture(t, "repo")
	f.write("docs/report.json", "{}")
	f.write("docs/.gitignore", "*\n")
	f.write(".gitignore", "ignored\n")
	links := map[string]string{"link": "docs", "over": ".", "away": f.temp, "gone": "nowhere"}
	for name, target := range links {
		if err := os.Symlink(target, filepath.Join(f.dir, name)); err != nil {
			t.Skip(err)
		}
	}
	f.git("add", "--all", "--force")
	f.git("commit", "--quiet", "--message=one")
	f.write("made/.gitignore", "*\n")
	f.write("made/report.json", "{}")
	for dir, bad := range map[string]string{
		"made": "", "ignored": "", "ignored/deep": "", "away": "", "away/new": "", filepath.Join("..", "elsewhere"): "", ".git/made": "",
		"docs": `git tracks "docs`, "docs/new": "", "link": `git tracks "docs`, "over/docs": `git tracks "docs`, "gone": `git tracks "gone"`,
		"new": "does not ignore new", ".": "top of a work tree", "docs/report.json/x": "not a directory",
	} {
		if err := Untracked(t.Context(), filepath.Join(f.dir, dir), f.env); (err != nil) != (bad != "" && dir != "new") {
			t.Errorf("%s: tracked: %v", dir, err)
		}
		err := Unversioned(t.Context(), filepath.Join(f.dir, dir), f.env)
		if bad == "" && err != nil || bad != "" && (err == nil || !strings.Contains(err.Error(), bad)) {
			t.Errorf("%s: %v, want %q", dir, err, bad)
		}
	}
}
