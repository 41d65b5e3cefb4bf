package git

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

const (
	hash1 = "1111111111111111111111111111111111111111"
	hash2 = "2222222222222222222222222222222222222222"
)

func TestParseStatus(t *testing.T) {
	modes := " 100644 100644 100644 "
	tests := []struct {
		in   string
		want []entry
	}{
		{"", nil},
		{"# branch.oid x\x00", nil},
		{"? a b\x00? nested/\x00! ignored\x00", []entry{{path: "a b", untracked: true}, {path: "nested/", untracked: true}}},
		{"1 .M N..." + modes + hash1 + " " + hash2 + " with space\nand line\x00", []entry{{path: "with space\nand line"}}},
		{"1 D. N..." + modes + hash1 + " " + hash2 + " x\x00", []entry{{path: "x", gone: true}}},
		{"1 .D N..." + modes + hash1 + " " + hash2 + " x\x00", []entry{{path: "x", gone: true}}},
		{"1 .M SCMU" + modes + hash1 + " " + hash2 + " sub\x00", []entry{{path: "sub", submodule: true}}},
		{"2 R. N..." + modes + hash1 + " " + hash2 + " R100 new\x00old\x00", []entry{{path: "new"}, {path: "old"}}},
		{"u DU N... 100644 100644 100644 100644 " + hash1 + " " + hash2 + " " + hash1 + " x\x00", []entry{{path: "x", unmerged: true}}},
	}
	for _, tt := range tests {
		got, err := parseStatus(tt.in)
		if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(entry{})); err != nil || diff != "" {
			t.Errorf("%q: %v\n%s", tt.in, err, diff)
		}
	}
	for _, in := range []string{"x", "? a", "\x00", "z a\x00", "1 .M N...\x00", "? \x00", "2 R. N..." + modes + hash1 + " " + hash2 + " R100 new\x00", "1 M  N... 1 1 1 1 1 x\x00", "1. M N... 1 1 1 1 1 x\x00"} {
		if got, err := parseStatus(in); err == nil {
			t.Errorf("%q gives %+v", in, got)
		}
	}
}

func TestParseGitlinks(t *testing.T) {
	tree := "100644 blob " + hash1 + "\ta\x00160000 commit " + hash2 + "\tsub dir/x\ty\x00"
	if got, err := parseGitlinks(tree, 2); err != nil || !slices.Equal(got, []gitlink{{"sub dir/x\ty", hash2}}) {
		t.Errorf("tree: %+v, %v", got, err)
	}
	index := "160000 " + hash1 + " 0\tone\x00160000 " + hash1 + " 2\ttwo\x00160000 " + hash2 + " 3\ttwo\x00"
	if got, err := parseGitlinks(index, 1); err != nil || !slices.Equal(got, []gitlink{{"one", hash1}, {"two", hash1}}) {
		t.Errorf("index: %+v, %v", got, err)
	}
	for _, in := range []string{"160000", "160000 commit " + hash1 + "\x00", "160000 commit short\tx\x00", "160000 commit " + hash1 + "\t\x00"} {
		if got, err := parseGitlinks(in, 2); err == nil {
			t.Errorf("%q gives %+v", in, got)
		}
	}
}

func TestParseModuleNames(t *testing.T) {
	got, err := parseModuleNames("submodule.a.b.path\nthird/a\x00submodule.c\nd.path\nx\x00other.path\nx\x00submodule.novalue.path\x00")
	if diff := cmp.Diff(map[string]string{"third/a": "a.b"}, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestComplaint(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"warning: x\nfatal: bad thing\nhint: try\n", "bad thing"},
		{"error: one\nerror: two\n", "one; two"},
		{"something\nelse\n", "something; else"},
		{"fatal: a\x1b[31mred\n", "a?[31mred"},
		{"sh: 1: git-lfs: not found\nerror: external filter failed\n", "sh: 1: git-lfs: not found; error: external filter failed"},
		{"1\n2\n3\n4\n5\n6\n7\n", "3; 4; 5; 6; 7"},
	}
	for _, tt := range tests {
		if got := complaint(tt.in); got != tt.want {
			t.Errorf("complaint(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestHint(t *testing.T) {
	inner := &commandError{command: "reset", stderr: "fatal: cannot write: No space left on device\n", err: errors.New("exit status 128")}
	err := &Error{Op: "lay out base", Err: inner}
	wantError(t, err, "lay out base: git reset: cannot write: No space left on device", "TMPDIR")
	if got := (&Error{Op: "x", Err: errors.New("y")}).Hint(); got != "" {
		t.Errorf("hint %q", got)
	}
}

func TestTail(t *testing.T) {
	var w tail
	for range 3 {
		if n, err := w.Write([]byte(strings.Repeat("x", tailBytes-1))); n != tailBytes-1 || err != nil {
			t.Fatal(n, err)
		}
	}
	if n, err := w.Write([]byte("end")); n != 3 || err != nil || len(w.kept) != tailBytes || !strings.HasSuffix(w.String(), "xend") {
		t.Errorf("kept %d bytes, %v", len(w.kept), err)
	}
}

func FuzzParseStatus(f *testing.F) {
	f.Add("? a\x001 .M N... 100644 100644 100644 " + hash1 + " " + hash1 + " b c\x00")
	f.Add("2 R. N... 100644 100644 100644 " + hash1 + " " + hash1 + " R100 new\x00old\x00")
	f.Add("u UU N... 1 2 3 4 a b c x\x00# h\x00! i\x00")
	f.Add("1 .M N... 1\x00")
	f.Fuzz(func(t *testing.T, out string) {
		entries, err := parseStatus(out)
		if err != nil {
			return
		}
		rest := out
		for _, e := range entries {
			// Every path stands in the output, in order, and ends a record.
			_, after, ok := strings.Cut(rest, e.path+"\x00")
			if !ok || strings.Contains(e.path, "\x00") {
				t.Fatalf("path %q is not in %q", e.path, rest)
			}
			rest = after
		}
	})
}

func FuzzParseGitlinks(f *testing.F) {
	f.Add("160000 commit "+hash1+"\tsub\x00100644 blob "+hash2+"\ta\tb\x00", true)
	f.Add("160000 "+hash1+" 0\tsub\x00", false)
	f.Add("\x00", true)
	f.Fuzz(func(t *testing.T, out string, tree bool) {
		field := 1
		if tree {
			field = 2
		}
		links, err := parseGitlinks(out, field)
		if err != nil {
			return
		}
		for _, l := range links {
			if !IsHash(l.sha) || l.path == "" || !strings.Contains(out, "\t"+l.path+"\x00") {
				t.Fatalf("%q gives %+v", out, l)
			}
		}
	})
}

func FuzzParseModuleNames(f *testing.F) {
	f.Add("submodule.x.path\nthird/x\x00")
	f.Add("submodule..path\n\x00submodule.path\n")
	f.Fuzz(func(t *testing.T, out string) {
		names, err := parseModuleNames(out)
		if err != nil {
			return
		}
		for path, name := range names {
			if name == "" || !strings.Contains(out, "submodule."+name+".path\n"+path+"\x00") {
				t.Fatalf("%q gives %q for %q", out, name, path)
			}
		}
	})
}

func FuzzComplaint(f *testing.F) {
	f.Add("fatal: x\nhint: y\n")
	f.Add("a\u202eb\x1b]0;t\x07\n")
	f.Fuzz(func(t *testing.T, stderr string) {
		said := complaint(stderr)
		if i := strings.IndexFunc(said, func(c rune) bool { return !unicode.IsPrint(c) }); i >= 0 {
			t.Fatalf("%q shows %q", stderr, said)
		}
	})
}

func FuzzParseParents(f *testing.F) {
	f.Add("tree " + hash1 + "\nparent " + hash2 + "\nparent x\n\nparent " + hash1 + "\n")
	f.Fuzz(func(t *testing.T, commit string) {
		for _, p := range parseParents(commit) {
			if !IsHash(p) || !strings.Contains(commit, "parent "+p) {
				t.Fatalf("%q gives %q", commit, p)
			}
		}
	})
}
