package main

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite golden files and docs/errors.md")

// A trial is something that a new user gets into: a sandbox and a command.
type trial struct {
	name   string // as docs/errors.md has it
	args   []string
	status int
	setup  func(*sandbox)
	// vague leaves out what is said behind the first colon, where the words are
	// those of whichever program was the first to fail.
	vague bool
}

// A sandbox is where one trial happens: a repository with a base and a head that
// differ, and the environment of the command. What setup changes holds for this
// trial.
type sandbox struct {
	t     *testing.T
	work  string // holds everything; shown as … in the table
	dir   string // where the command runs, at first the repository
	temp  string // TMPDIR
	env   map[string]string
	weak  bool     // without root's right to pass over permissions
	small string   // a directory that is a disk of its own
	size  string   // of that disk, as mount has it
	left  []string // what was in TMPDIR afterwards, where that is gone by then
}

const (
	trialModule = "module example.com/m\n\ngo 1.24\n"
	trialBench  = "package m\n\nimport \"testing\"\n\nvar side = \"base\"\n\nfunc BenchmarkA(b *testing.B) { b.ReportMetric(1, \"ns/op\") }\n"
)

func newSandbox(t *testing.T) *sandbox {
	work, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	p := &sandbox{t: t, work: work, dir: filepath.Join(work, "repo"), temp: filepath.Join(work, "tmp"), env: trialEnv(t)}
	p.env["HOME"], p.env["TMPDIR"] = filepath.Join(work, "home"), p.temp
	for _, dir := range []string{p.env["HOME"], p.temp, p.dir} {
		p.must(os.MkdirAll(dir, 0o755))
	}
	p.write("go.mod", trialModule)
	p.write("m_test.go", trialBench)
	p.git("init", "--quiet", "--initial-branch=main")
	p.commit("base")
	p.git("checkout", "--quiet", "-b", "change")
	p.write("m_test.go", strings.Replace(trialBench, "base", "head", 1))
	p.commit("head")
	return p
}

// trialEnv is an environment in which nothing of the user's counts but Go's
// caches.
func trialEnv(t *testing.T) map[string]string {
	env := map[string]string{"PATH": os.Getenv("PATH"), "GOPROXY": "off", "GOFLAGS": "-buildvcs=false", "GOTOOLCHAIN": "local",
		"GIT_CONFIG_NOSYSTEM": "1", "BENCHGATE_ENGINE": "exec",
		"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com"}
	for _, key := range []string{"GOCACHE", "GOMODCACHE"} {
		out, err := exec.Command("go", "env", key).Output()
		if err != nil {
			t.Fatal(err)
		}
		env[key] = strings.TrimSpace(string(out))
	}
	return env
}

func (p *sandbox) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *sandbox) write(name, text string) {
	p.t.Helper()
	path := filepath.Join(p.dir, name)
	p.must(os.MkdirAll(filepath.Dir(path), 0o755))
	p.must(os.WriteFile(path, []byte(text), 0o644))
}

func (p *sandbox) git(args ...string) {
	p.t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Env = p.dir, p.environ()
	if out, err := cmd.CombinedOutput(); err != nil {
		p.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

func (p *sandbox) commit(message string) {
	p.t.Helper()
	p.git("add", "--all")
	p.git("commit", "--quiet", "--allow-empty", "--message", message)
}

// only leaves the named commands in PATH, besides benchgate itself.
func (p *sandbox) only(names ...string) {
	bin := filepath.Join(p.work, "bin")
	p.must(os.MkdirAll(bin, 0o755))
	for _, name := range append(names, "benchgate") {
		path, err := exec.LookPath(name)
		p.must(err)
		p.must(os.Symlink(path, filepath.Join(bin, name)))
	}
	p.env["PATH"] = bin
}

// forbid takes the right to write away until the trial is over.
func (p *sandbox) forbid(dir string) {
	p.must(os.Chmod(dir, 0o555))
	p.t.Cleanup(func() { p.must(os.Chmod(dir, 0o755)) })
	p.weak = true
}

func (p *sandbox) environ() []string {
	var env []string
	for k, v := range p.env {
		env = append(env, k+"="+v)
	}
	return env
}

// An ending is what a command left: its status, the one line that says what
// happened, the hint, and what else it printed behind that line.
type ending struct {
	status           int
	line, hint, rest string
}

// run runs benchgate in the sandbox.
func (p *sandbox) run(args ...string) ending {
	self, err := exec.LookPath("benchgate")
	p.must(err)
	cmd := exec.Command(self, args...)
	cmd.Dir, cmd.Env = p.dir, p.environ()
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	switch {
	case p.small != "":
		err = p.runOnSmallDisk(cmd)
	case p.weak:
		err = runWeak(p.t, cmd)
	default:
		err = cmd.Run()
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		p.t.Fatal(err)
	}
	e := p.read(stderr.String())
	e.status = cmd.ProcessState.ExitCode()
	return e
}

// read takes the last line that benchgate said in its own name, and what
// follows.
func (p *sandbox) read(stderr string) ending {
	var e ending
	at := -1
	lines := strings.Split(strings.TrimSpace(stderr), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "benchgate: ") && !strings.HasPrefix(line, "benchgate: warning: ") {
			at = i
		}
	}
	if at < 0 {
		return ending{rest: strings.TrimSpace(stderr)}
	}
	e.line = strings.TrimPrefix(lines[at], "benchgate: ")
	rest := lines[at+1:]
	if n := len(rest); n > 0 && strings.HasPrefix(rest[n-1], "  hint: ") {
		e.hint, rest = strings.TrimPrefix(rest[n-1], "  hint: "), rest[:n-1]
	}
	if line, hint, inline := strings.Cut(e.line, "; "); inline && e.hint == "" {
		e.line, e.hint = line, hint // mistakes in a policy file have theirs in the line
	}
	e.rest = strings.Join(rest, "\n")
	return e
}

var (
	commitName = regexp.MustCompile(`\b[0-9a-f]{12}([0-9a-f]{28})?\b`)
	goName     = regexp.MustCompile(`go1\.\d+(\.\d+|rc\d+)?|go 1\.\d+\.\d+`)
)

// plain takes out of a text what differs from run to run.
func (p *sandbox) plain(s string) string {
	s = strings.ReplaceAll(s, p.work, "…")
	s = regexp.MustCompile(`benchgate-(doctor-)?[0-9a-f]{10,}`).ReplaceAllString(s, "benchgate-…")
	s = commitName.ReplaceAllString(s, "COMMIT")
	s = regexp.MustCompile(`new-\d+`).ReplaceAllString(s, "new-…")
	return goName.ReplaceAllString(s, "GO")
}

// tree lists the repository's files, .git and modes included, without
// benchgate's own directory.
func (p *sandbox) tree() string {
	var b strings.Builder
	p.must(filepath.WalkDir(filepath.Join(p.work, "repo"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() == ".benchgate" {
			return cmp.Or(err, fs.SkipDir)
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		b.WriteString(path + " " + info.Mode().String())
		if info.Mode().IsRegular() {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			b.Write(append([]byte(" "), data...))
		}
		b.WriteString("\n")
		return nil
	}))
	return b.String()
}

// leftovers are the entries of TMPDIR.
func (p *sandbox) leftovers() []string {
	names := slices.Clone(p.left)
	entries, err := os.ReadDir(p.temp)
	p.must(err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func needUnix(p *sandbox) {
	if runtime.GOOS == "windows" {
		p.t.Skip("permissions work another way there")
	}
}
