package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// trials are what docs/errors.md is made of, in its order. Those with status 0
// are what looks like trouble and is none.
var trials = []trial{
	{"Outside of a repository", []string{"run"}, 3, func(p *place) {
		p.dir = filepath.Join(p.work, "elsewhere")
		p.must(os.Mkdir(p.dir, 0o755))
		p.env["GIT_CEILING_DIRECTORIES"] = p.work
	}},
	{"In a bare repository", []string{"run"}, 3, func(p *place) {
		p.git("clone", "--quiet", "--bare", ".", "../bare.git")
		p.dir = filepath.Join(p.work, "bare.git")
	}},
	{"Git is not installed", []string{"run"}, 3, func(p *place) { p.only("go") }},
	{"Go is not installed", []string{"run"}, 3, func(p *place) { p.only("git") }},
	{"`go.mod` asks for a newer Go than there is", []string{"run"}, 3, func(p *place) {
		p.write("go.mod", "module example.com/m\n\ngo 1.999\n")
		p.commit("newer")
	}},
	{"No `go.mod`", []string{"run"}, 3, func(p *place) {
		p.git("rm", "--quiet", "go.mod")
		p.commit("no module")
		p.git("checkout", "--quiet", "-b", "next")
	}},
	{"No benchmark anywhere", []string{"run"}, 3, func(p *place) {
		none := "package m\n"
		p.git("checkout", "--quiet", "main")
		p.write("m_test.go", none)
		p.commit("none")
		p.git("checkout", "--quiet", "-b", "still-none")
		p.write("m_test.go", none+"\nvar x = 1\n")
	}},
	{"No benchmark of that name", []string{"run", "-b", "Prase"}, 3, func(*place) {}},
	{"No such package", []string{"run", "./prase"}, 3, func(*place) {}},
	{"The code does not compile", []string{"run"}, 3, func(p *place) { p.write("m_test.go", "package m\n\nvar x int = \"\"\n"+trialBench[10:]) }},
	{"A dirty submodule", []string{"run"}, 0, func(p *place) {
		p.submodule()
		p.write("sub/file", "changed")
	}},
	{"A submodule that was never fetched, and that head updates", []string{"run"}, 3, func(p *place) {
		p.submodule()
		p.commit("with a submodule")
		p.git("submodule", "--quiet", "deinit", "--force", "sub")
		p.must(os.RemoveAll(filepath.Join(p.dir, ".git", "modules")))
		p.must(os.RemoveAll(filepath.Join(p.dir, "sub")))
		p.git("checkout", "--quiet", "-b", "updated")
	}},
	{"A detached HEAD", []string{"run"}, 0, func(p *place) { p.git("checkout", "--quiet", "--detach") }},
	{"No commit yet", []string{"run"}, 3, func(p *place) {
		p.must(os.RemoveAll(filepath.Join(p.dir, ".git")))
		p.git("init", "--quiet", "--initial-branch=main")
	}},
	{"The first commit, and nothing changed since", []string{"run"}, 3, func(p *place) {
		p.must(os.RemoveAll(filepath.Join(p.dir, ".git")))
		p.git("init", "--quiet", "--initial-branch=main")
		p.commit("first")
	}},
	{"Base and head are the same commit", []string{"run", "--base", "HEAD"}, 3, func(*place) {}},
	{"A base that does not exist", []string{"run", "--base", "mian"}, 3, func(*place) {}},
	{"A shallow clone without the base", []string{"run", "--base", "HEAD~1"}, 3, func(p *place) {
		p.git("clone", "--quiet", "--depth=1", "file://"+filepath.ToSlash(p.dir), "../shallow")
		p.dir = filepath.Join(p.work, "shallow")
	}},
	{"Spaces and other letters in paths and names", []string{"run"}, 0, func(p *place) {
		to := filepath.Join(p.work, "ein répertoire 目录")
		p.git("clone", "--quiet", ".", to)
		p.dir = to
		p.git("checkout", "--quiet", "-b", "zweig/ünï")
		p.write("p q/ü.go", "package q\n")
	}},
	{"A mistake in the policy file", []string{"run"}, 2, func(p *place) { p.write(".benchgate.yml", "version: 1\nthreshold: 5%\n") }},
	{"A mistake on the command line", []string{"run", "--bugdet", "5m"}, 2, func(*place) {}},
	{"The home directory cannot be written to", []string{"run"}, 3, func(p *place) {
		needUnix(p)
		delete(p.env, "GOCACHE")
		p.forbid(p.env["HOME"])
	}},
	{"`.git` cannot be written to", []string{"run"}, 3, func(p *place) {
		needUnix(p)
		p.forbid(filepath.Join(p.dir, ".git"))
	}},
	{"The repository's directory cannot be written to", []string{"run"}, 3, func(p *place) {
		needUnix(p)
		p.forbid(p.dir)
	}},
	{"The temporary directory cannot be written to", []string{"run"}, 3, func(p *place) {
		needUnix(p)
		p.forbid(p.temp)
	}},
	{"The temporary directory does not exist", []string{"run"}, 3, func(p *place) { p.env["TMPDIR"] = filepath.Join(p.work, "nowhere") }},
	{"The temporary directory's disk is full", []string{"run"}, 3, func(p *place) { p.smallTmp = "8k" }},
	{"The disk fills while building", []string{"run"}, 3, func(p *place) { p.smallTmp = "400k" }},
	{"Something else than benchgate's is in `.benchgate`", []string{"run"}, 3, func(p *place) { p.write(".benchgate/notes", "mine") }},
	{"`.benchgate.yml` is there already", []string{"init", "--yes"}, 2, func(p *place) { p.write(".benchgate.yml", "version: 1\n") }},
	{"No terminal to ask on", []string{"init"}, 2, func(*place) {}},
	{"The hook was changed by hand", []string{"hook", "uninstall"}, 3, func(p *place) {
		p.run("hook", "install")
		f, err := os.OpenFile(filepath.Join(p.dir, ".git", "hooks", "pre-push"), os.O_APPEND|os.O_WRONLY, 0)
		p.must(err)
		_, err = f.WriteString("# mine\n")
		p.must(err)
		p.must(f.Close())
	}},
	{"The directory of hooks cannot be written to", []string{"hook", "install"}, 3, func(p *place) {
		needUnix(p)
		p.forbid(filepath.Join(p.dir, ".git", "hooks"))
	}},
}

// submodule adds one, at sub.
func (p *place) submodule() {
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
	for _, c := range trials {
		row := ""
		t.Run(c.name, func(t *testing.T) { row = tryOut(t, c) })
		if row == "" { // skipped here, or failed: what another machine found stands
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

const tableHead = "| situation | what benchgate says | hint | status |\n|---|---|---|---|\n"

// tryOut is one trial; it returns its row of the table.
func tryOut(t *testing.T, c trial) string {
	p := newPlace(t)
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
