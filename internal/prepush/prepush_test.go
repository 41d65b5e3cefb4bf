package prepush

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const (
	a    = "1111111111111111111111111111111111111111"
	b    = "2222222222222222222222222222222222222222"
	zero = "0000000000000000000000000000000000000000"
)

func TestParse(t *testing.T) {
	got, err := Parse("refs/heads/x " + a + " refs/heads/y " + b + "\n(delete) " + zero + " refs/heads/z " + a + "\nHEAD@{1 day ago} " + a + " refs/heads/n " + zero + "\n")
	want := []Update{{"refs/heads/x", a, "refs/heads/y", b}, {"(delete)", zero, "refs/heads/z", a}, {"HEAD@{1 day ago}", a, "refs/heads/n", zero}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	if got, err := Parse(""); got != nil || err != nil {
		t.Errorf("no input: %v, %v", got, err)
	}
	for _, bad := range []string{"x\n", "refs/heads/x " + a + " refs/heads/y\n", "a " + a[1:] + " b " + b + "\n", "a " + a + "  " + b + "\n", "a\tb c d\n"} {
		if got, err := Parse(bad); err == nil {
			t.Errorf("%q: %v", bad, got)
		}
	}
}

func TestSkip(t *testing.T) {
	for _, c := range []struct {
		u    Update
		want string
	}{
		{Update{"refs/heads/x", a, "refs/heads/x", b}, ""},
		{Update{"refs/heads/x", a, "refs/heads/x", zero}, ""},
		{Update{"refs/heads/x", a, "refs/for/main", zero}, ""},
		{Update{"(delete)", zero, "refs/heads/x", b}, "deleted"},
		{Update{"refs/tags/v1", a, "refs/tags/v1", zero}, "tag"},
		{Update{"refs/notes/commits", a, "refs/notes/commits", b}, "notes"},
		{Update{"refs/heads/x", a, "refs/heads/x", a}, "already"},
	} {
		if got := c.u.Skip(); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%v: %q, want %q", c.u, got, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("refs/heads/x " + a + " refs/heads/y " + zero + "\n")
	f.Add("HEAD@{1 day ago} " + a + " r " + b + "\n\n")
	f.Fuzz(func(t *testing.T, input string) {
		updates, err := Parse(input)
		if err != nil {
			return
		}
		var again strings.Builder
		for _, u := range updates {
			again.WriteString(u.LocalRef + " " + u.LocalSHA + " " + u.RemoteRef + " " + u.RemoteSHA + "\n")
		}
		second, err := Parse(again.String())
		if diff := cmp.Diff(updates, second); err != nil || diff != "" {
			t.Errorf("%v\n%s", err, diff)
		}
	})
}

// TestScriptText reads back what was written, whatever the program's path.
func TestScriptText(t *testing.T) {
	for _, program := range []string{"", "/usr/bin/benchgate", "/a b/it's/$(touch x)`y`\"z", "C:/Program Files/benchgate.exe"} {
		want := Script{Budget: 90 * time.Second, Program: program}
		got, ours, intact := ReadScript(want.Text())
		if got != want || !ours || !intact {
			t.Errorf("%+v becomes %+v, ours %v, intact %v", want, got, ours, intact)
		}
		if _, ours, intact := ReadScript(want.Text() + "\n"); !ours || intact {
			t.Errorf("a change of %q goes unnoticed", program)
		}
		if sh, err := exec.LookPath("sh"); err == nil {
			cmd := exec.Command(sh, "-n")
			cmd.Stdin = strings.NewReader(want.Text())
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("sh: %v\n%s", err, out)
			}
		}
	}
	if _, ours, _ := ReadScript("#!/bin/sh\nexit 0\n"); ours {
		t.Error("any hook is ours")
	}
}

// TestInstallKeeps puts a link aside and back, and leaves all as it was where
// the directory cannot take the script.
func TestInstallKeeps(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a right of their own there")
	}
	dir := t.TempDir()
	p := Dir{dir}
	if err := os.Symlink("../scripts/push", p.hook()); err != nil {
		t.Fatal(err)
	}
	if err := p.Install(Script{Budget: time.Second}, false); err != nil {
		t.Fatal(err)
	}
	if s, err := p.State(); err != nil || !s.Ours || !s.Intact || !s.Runs || !s.Chained {
		t.Errorf("installed: %+v, %v", s, err)
	}
	if _, err := p.Uninstall(false); err != nil {
		t.Fatal(err)
	}
	if to, err := os.Readlink(p.hook()); err != nil || to != "../scripts/push" {
		t.Errorf("the link is %q, %v", to, err)
	}

	// A hook put aside by an earlier install is in the way of another one.
	write(t, p.chained(), "#!/bin/sh\n")
	if err := p.Install(Script{Budget: time.Second}, true); !errors.Is(err, ErrStale) {
		t.Errorf("install beside a stale hook: %v", err)
	}
	if to, _ := os.Readlink(p.hook()); to != "../scripts/push" {
		t.Errorf("the link is %q", to)
	}
	// A directory that is a file takes nothing.
	file := filepath.Join(dir, "file")
	write(t, file, "")
	if err := (Dir{file}).Install(Script{Budget: time.Second}, false); err == nil {
		t.Error("installed into a file")
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 3 {
		t.Errorf("left: %v, %v", entries, err)
	}
}

func TestKnowsItsName(t *testing.T) {
	for text, want := range map[string]bool{
		"#!/bin/sh\nexit 0\n":                                   false,
		"#!/bin/sh\nexec run \"$(basename \"$0\")\"\n":          true,
		"#!/usr/bin/env sh\n. \"$(dirname \"$0\")/h\"":          true,
		"#!/bin/sh\n. \"$(dirname -- \"$0\")/_/husky.sh\"\n":    true,
		"#!/bin/sh\nHERE=$(dirname \"$0\")\nexec \"$HERE/x\"\n": false,
	} {
		if got := KnowsItsName(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
}

func FuzzReadScript(f *testing.F) {
	f.Add(Script{Budget: time.Minute, Program: "/a'b"}.Text())
	f.Add("#!/bin/sh\n" + marker + "\nbudget=\nprogram='\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, ours, intact := ReadScript(text)
		if intact && (!ours || s.Text() != text) {
			t.Errorf("intact, and not the script that %+v makes", s)
		}
	})
}
