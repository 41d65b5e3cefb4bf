package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// trials are what docs/errors.md is made of, in its order. Those with status 0
// are what looks like trouble and is none.
var trials = []trial{
	{name: "Outside of a repository", args: []string{"run"}, status: 3, setup: func(p *sandbox) {
		p.dir = filepath.Join(p.work, "elsewhere")
		p.must(os.Mkdir(p.dir, 0o755))
		p.env["GIT_CEILING_DIRECTORIES"] = p.work
	}},
	{name: "In a bare repository", args: []string{"run"}, status: 3, setup: func(p *sandbox) {
		p.git("clone", "--quiet", "--bare", ".", "../bare.git")
		p.dir = filepath.Join(p.work, "bare.git")
	}},
	{name: "Git is not installed", args: []string{"run"}, status: 3, setup: func(p *sandbox) { p.only("go") }},
	{name: "Go is not installed", args: []string{"run"}, status: 3, setup: func(p *sandbox) { p.only("git") }},
	{name: "`go.mod` asks for a newer Go than there is", args: []string{"run"}, status: 3, setup: func(p *sandbox) {
		p.write("go.mod", "module example.com/m\n\ngo 1.999\n")
		p.commit("newer")
	}},
	{name: "No `go.mod`", args: []string{"run"}, status: 3, setup: func(p *sandbox) {
		p.git("checkout", "--quiet", "main")
		p.git("rm", "--quiet", "go.mod")
		p.commit("no module")
		p.git("checkout", "--quiet", "-b", "next")
		p.write("new.go", "package m\n")
	}},
	{name: "No benchmark anywhere", args: []string{"run"}, status: 3, setup: func(p *sandbox) {
		none := "package m\n"
		p.git("checkout", "--quiet", "main")
		p.write("m_test.go", none)
		p.commit("none")
		p.git("checkout", "--quiet", "-b", "still-none")
		p.write("m_test.go", none+"\nvar x = 1\n")
	}},
	{name: "No benchmark of that name", args: []string{"run", "-b", "Prase"}, status: 3, setup: func(*sandbox) {}},
	{name: "No such package", args: []string{"run", "./prase"}, status: 3, setup: func(*sandbox) {}},
	{name: "The code does not compile", args: []string{"run"}, status: 3, setup: func(p *sandbox) { p.write("x.go", "package m\n\nvar x int = \"\"\n") }},
	{name: "Generated code that git ignores", args: []string{"run"}, status: 3, setup: func(p *sandbox) {
		p.write(".gitignore", "*.pb.go\n")
		p.write("x.pb.go", "package m\n\nvar x = 1\n")
	}},
	{name: "A `go.work` file that git ignores", args: []string{"run"}, status: 3, setup: func(p *sandbox) {
		p.write(".gitignore", "go.work\n")
		p.write("lib/go.mod", "module example.com/lib\n\ngo 1.24\n")
		p.write("lib/lib.go", "package lib\n")
		p.write("lib_test.go", "package m\n\nimport _ \"example.com/lib\"\n")
		p.write("go.work", "go 1.24\n\nuse (\n\t.\n\t./lib\n)\n")
	}},
	{name: "`go.mod` replaces a module by an absolute path into the repository", args: []string{"run"}, status: 3, setup: func(p *sandbox) {
		p.write("lib/go.mod", "module example.com/lib\n\ngo 1.24\n")
		p.write("lib/lib.go", "package lib\n")
		p.write("lib_test.go", "package m\n\nimport _ \"example.com/lib\"\n")
		p.write("go.mod", "module example.com/m\n\ngo 1.24\n\nrequire example.com/lib v0.0.0\n\nreplace example.com/lib => "+filepath.ToSlash(filepath.Join(p.dir, "lib"))+"\n")
	}},
	{name: "TestMain ends the process", args: []string{"run"}, status: 3, setup: func(p *sandbox) {
		p.write("main_test.go", "package m\n\nimport (\n\t\"fmt\"\n\t\"os\"\n\t\"testing\"\n)\n\nfunc TestMain(*testing.M) {\n\tfmt.Println(\"TEST_DSN is not set\")\n\tos.Exit(1)\n}\n")
	}},
	{name: "A dirty submodule", args: []string{"run"}, status: 0, setup: func(p *sandbox) {
		p.submodule()
		p.write("sub/file", "changed")
	}},
	{name: "A submodule that head adds and that was never fetched", args: []string{"run", "--head", "HEAD"}, status: 3, setup: func(p *sandbox) {
		p.submodule()
		p.commit("with a submodule")
		p.git("submodule", "--quiet", "deinit", "--force", "sub")
		p.must(os.RemoveAll(filepath.Join(p.dir, ".git", "modules")))
		p.must(os.RemoveAll(filepath.Join(p.dir, "sub")))
	}},
	{name: "A detached HEAD", args: []string{"run"}, status: 0, setup: func(p *sandbox) { p.git("checkout", "--quiet", "--detach") }},
	{name: "No commit yet", args: []string{"run"}, status: 3, setup: func(p *sandbox) {
		p.must(os.RemoveAll(filepath.Join(p.dir, ".git")))
		p.git("init", "--quiet", "--initial-branch=main")
	}},
	{name: "The first commit, and nothing changed since", args: []string{"run"}, status: 3, setup: func(p *sandbox) {
		p.must(os.RemoveAll(filepath.Join(p.dir, ".git")))
		p.git("init", "--quiet", "--initial-branch=main")
		p.commit("first")
	}},
	{name: "Base and head are the same commit", args: []string{"run", "--base", "HEAD"}, status: 3, setup: func(*sandbox) {}},
	{name: "A base that does not exist", args: []string{"run", "--base", "mian"}, status: 3, setup: func(*sandbox) {}},
	{name: "A shallow clone without the base", args: []string{"run", "--base", "HEAD~1"}, status: 3, setup: func(p *sandbox) {
		p.git("clone", "--quiet", "--depth=1", "file://"+filepath.ToSlash(p.dir), "../shallow")
		p.dir = filepath.Join(p.work, "shallow")
	}},
	{name: "Spaces and other letters in paths and names", args: []string{"run"}, status: 0, setup: func(p *sandbox) {
		to := filepath.Join(p.work, "ein répertoire 目录")
		p.git("clone", "--quiet", ".", to)
		p.dir = to
		p.git("checkout", "--quiet", "-b", "zweig/ünï")
		p.write("p q/ü.go", "package q\n")
	}},
	{name: "A mistake in the policy file", args: []string{"run"}, status: 2, setup: func(p *sandbox) { p.write(".benchgate.yml", "version: 1\nthreshold: 5%\n") }},
	{name: "A mistake on the command line", args: []string{"run", "--bugdet", "5m"}, status: 2, setup: func(*sandbox) {}},
	{name: "The home directory cannot be written to", args: []string{"run"}, status: 3, setup: func(p *sandbox) {
		needUnix(p)
		delete(p.env, "GOCACHE")
		p.forbid(p.env["HOME"])
	}},
	{name: "`.git` cannot be written to", args: []string{"run"}, status: 3, setup: func(p *sandbox) {
		needUnix(p)
		p.forbid(filepath.Join(p.dir, ".git"))
	}, vague: true},
	{name: "The repository's directory cannot be written to", args: []string{"run"}, status: 3, setup: func(p *sandbox) {
		needUnix(p)
		p.forbid(p.dir)
	}},
	{name: "The temporary directory cannot be written to", args: []string{"run"}, status: 3, setup: func(p *sandbox) {
		needUnix(p)
		p.forbid(p.temp)
	}},
	{name: "The temporary directory does not exist", args: []string{"run"}, status: 3, setup: func(p *sandbox) { p.env["TMPDIR"] = filepath.Join(p.work, "nowhere") }},
	{name: "The temporary directory's disk is full", args: []string{"run"}, status: 3, setup: func(p *sandbox) { p.small, p.size = p.temp, "8k" }, vague: true},
	{name: "The disk fills while building", args: []string{"run"}, status: 3, setup: func(p *sandbox) { p.small, p.size = p.temp, "400k" }, vague: true},
	{name: "The output directory's disk is full", args: []string{"run", "--output", "../out"}, status: 3, setup: func(p *sandbox) {
		p.small, p.size = filepath.Join(p.work, "out"), "4k"
		p.must(os.Mkdir(p.small, 0o755))
	}, vague: true},
	{name: "Something else than benchgate's is in `.benchgate`", args: []string{"run"}, status: 3, setup: func(p *sandbox) { p.write(".benchgate/notes", "mine") }},
	{name: "`.benchgate.yml` is there already", args: []string{"init", "--yes"}, status: 2, setup: func(p *sandbox) { p.write(".benchgate.yml", "version: 1\n") }},
	{name: "No terminal to ask on", args: []string{"init"}, status: 2, setup: func(*sandbox) {}},
	{name: "The hook was changed by hand", args: []string{"hook", "uninstall"}, status: 3, setup: func(p *sandbox) {
		p.run("hook", "install")
		f, err := os.OpenFile(filepath.Join(p.dir, ".git", "hooks", "pre-push"), os.O_APPEND|os.O_WRONLY, 0)
		p.must(err)
		_, err = f.WriteString("# mine\n")
		p.must(err)
		p.must(f.Close())
	}},
	{name: "The directory of hooks cannot be written to", args: []string{"hook", "install"}, status: 3, setup: func(p *sandbox) {
		needUnix(p)
		p.forbid(filepath.Join(p.dir, ".git", "hooks"))
	}},
}

// submodule adds one, at sub.
func (p *sandbox) submodule() {
	p.git("init", "--quiet", "../sub")
	outer := p.dir
	p.dir = filepath.Join(p.work, "sub")
	p.write("file", "text")
	p.commit("sub")
	p.dir = outer
	p.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../sub", "sub")
}

// TestErrors tries what a new user runs into: one clear line, a hint, the right
// status, and nothing left behind; docs/errors.md has what they say.
func TestErrors(t *testing.T) {
	if _, err := exec.LookPath("benchgate"); err != nil {
		t.Fatal(err)
	}
	const name = "../../docs/errors.md"
	old := tableRows(t, name)
	var rows strings.Builder
	found := make([]string, len(trials))
	t.Run("trials", func(t *testing.T) {
		for i, c := range trials {
			t.Run(c.name, func(t *testing.T) {
				t.Parallel()
				found[i] = tryOut(t, c)
			})
		}
	})
	for i, c := range trials {
		row := found[i]
		if row == "" || runtime.GOOS != "linux" {
			// Skipped here, or failed, or in another system's words: what Linux said
			// stands.
			row = old[c.name]
		}
		if row != old[c.name] && !*update {
			t.Errorf("docs/errors.md has\n%s\nwhich now is\n%s\ngo test ./cmd/benchgate -run TestErrors -update writes it", old[c.name], row)
		}
		rows.WriteString(row)
		delete(old, c.name)
	}
	for gone := range old {
		if !*update {
			t.Errorf("docs/errors.md has %q, which is no longer tried", gone)
		}
	}
	if *update && !t.Failed() {
		text, _, _ := strings.Cut(read(t, name), tableHead)
		write(t, name, text+tableHead+rows.String())
	}
}

// sideName is whichever side was the first to fail.
var sideName = regexp.MustCompile(`\b(base|head)\b`)

const tableHead = "| situation | what benchgate says | hint | status |\n|---|---|---|---|\n"

// tryOut is one trial; it returns its row of the table.
func tryOut(t *testing.T, c trial) string {
	p := newSandbox(t)
	c.setup(p)
	before := p.tree()
	e := p.run(c.args...)
	if e.status != c.status {
		t.Errorf("status %d, want %d: %+v", e.status, c.status, e)
	}
	if left := p.leftovers(); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if after := p.tree(); after != before {
		t.Errorf("the repository is not as it was:\n%s\nbefore:\n%s", after, before)
	}
	if c.status == 0 {
		return fmt.Sprintf("| %s | works | | 0 |\n", c.name)
	}
	if e.line == "" || e.hint == "" || e.rest != "" {
		t.Errorf("not one line and a hint: %+v", e)
	}
	if t.Failed() {
		return ""
	}
	if what, _, cut := strings.Cut(e.line, ": "); cut && c.vague {
		e.line = sideName.ReplaceAllString(what, "SIDE") + ": …"
	}
	cell := strings.NewReplacer("|", `\|`, "`", "'")
	return fmt.Sprintf("| %s | `%s` | %s | %d |\n", c.name, cell.Replace(p.plain(e.line)), "`"+cell.Replace(p.plain(e.hint))+"`", e.status)
}

// tableRows reads the rows of a table by their first column.
func tableRows(t *testing.T, name string) map[string]string {
	_, table, ok := strings.Cut(read(t, name), tableHead)
	if !ok {
		t.Fatalf("%s has no table that begins with\n%s", name, tableHead)
	}
	rows := map[string]string{}
	for _, line := range strings.SplitAfter(table, "\n") {
		if cells := strings.SplitN(line, " | ", 2); len(cells) == 2 {
			rows[strings.TrimPrefix(cells[0], "| ")] = line
		}
	}
	return rows
}
