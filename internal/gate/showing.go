package gate

import (
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/shell"
)

// showing is what the command that shows a failure again depends on. It works where
// the run did, with its build flags, GOMAXPROCS and environment.
type showing struct {
	fleeting bool // the repository goes away: no command would work
	packages map[round.Side]map[string]gotest.Package
	sides    sides
	roots    map[round.Side]string
	prefix   string // where the run began, from the root of the repository
	cpu      []int
	settings config.Settings
}

func (w *workplace) showing(o Options, f *findings) showing {
	s := showing{fleeting: o.Fleeting, sides: f.sides, roots: f.roots, prefix: w.repo.Prefix, cpu: o.CPU, settings: f.rules.Settings}
	if f.suite != nil {
		s.packages = f.suite.Packages
	}
	return s
}

// of is the command that shows a failure when pasted into a shell, and what for. What
// is not the user's tree as it stands is checked out first. Both are "" where no
// command would tell more than the failure itself.
func (s showing) of(f judge.Failure) (command, to string) {
	if f.Both {
		f.Side = string(round.Head)
	}
	if s.fleeting || f.Side == "" || f.Hint != "" && f.Stage != "build" {
		return "", ""
	}
	side := round.Side(f.Side)
	if f.Stage == "prepare" {
		return s.checkedOut(side, ""), "run the failed prepare command in a checkout of " + f.Side
	}
	pkg, ok := s.pkg(side, f.Package)
	if !ok {
		return "", ""
	}
	words, to := s.goWords(f)
	if words == nil {
		return "", ""
	}
	if pkg.WorkOff {
		words = append([]string{"env", "GOWORK=off"}, words...)
	}
	dir := pkg.RelDir
	if dir == "" {
		dir = s.treeRel(side, pkg.ModuleDir)
	}
	if s.asItStands(side) && f.Hint == "" {
		return strings.Join(s.in(words, shell.Quote(packageIn(s.prefix, dir))), " "), to
	}
	if side == round.Head && s.sides.snapshot {
		return "", "" // what is not committed cannot be checked out
	}
	at := `"$dir"`
	if dir != "." && dir != "" {
		at = `"$dir"/` + shell.Quote(dir)
	}
	return s.checkedOut(side, strings.Join(s.in(words, at), " ")), to
}

// first is the command for the first failure that has one, of head if it fails:
// the user's tree is at hand. Where no failure counts, it is for one that does not.
func (s showing) first(rep *report.Report) (command, to string) {
	none := !slices.ContainsFunc(rep.Failures, func(f judge.Failure) bool { return !f.Ignored })
	for _, ofHead := range []bool{true, false} {
		for _, f := range rep.Failures {
			if f.Ignored && !none || ofHead != (f.Both || f.Side == string(round.Head)) {
				continue
			}
			if command, to = s.of(f); command != "" {
				return command, to
			}
		}
	}
	return "", ""
}

// pkg is the package of a failure, in its side's tree.
func (s showing) pkg(side round.Side, name string) (gotest.Package, bool) {
	pkg, ok := s.packages[side][name]
	return pkg, ok
}

// asItStands tells whether the user's tree is that side.
func (s showing) asItStands(side round.Side) bool { return side == round.Head && s.sides.here }

// goWords are the arguments of the go command that fails as the stage did.
func (s showing) goWords(f judge.Failure) (words []string, to string) {
	flags := s.settings.BuildFlags
	switch pkg, _ := s.pkg(round.Side(f.Side), f.Package); {
	case f.Stage == "list" && pkg.ImportPath == "":
		return slices.Concat([]string{"list"}, flags, []string{"./..."}), "see why " + f.Side + " cannot be listed"
	case f.Stage == "list":
		return slices.Concat([]string{"test", "-list", "^Benchmark"}, flags, []string{"."}), "see why the benchmarks of " + f.Side + " cannot be listed"
	case f.Stage == "build":
		return slices.Concat([]string{"test", "-c", "-o", os.DevNull}, flags, []string{"."}), "see why " + f.Side + " does not build"
	case f.Stage == "run" && f.Benchmark != "":
		top := round.Benchmark{Name: f.Benchmark}.Function()
		words = []string{"test", "-run", "^$", "-bench", "^Benchmark" + top.Name + "$"}
		return slices.Concat(words, s.cpuWords(f.Benchmark), flags, []string{"."}), "run the failed benchmark on " + f.Side
	}
	return nil, ""
}

// cpuWords set the GOMAXPROCS of a benchmark where the run was given some.
func (s showing) cpuWords(benchmark string) []string {
	if len(s.cpu) == 0 {
		return nil
	}
	for _, n := range s.cpu {
		if strings.HasSuffix(benchmark, "-"+strconv.Itoa(n)) {
			return []string{"-cpu", strconv.Itoa(n)}
		}
	}
	var all []string
	for _, n := range s.cpu {
		all = append(all, strconv.Itoa(n))
	}
	return []string{"-cpu", strings.Join(all, ",")}
}

// in is the go command in a directory, quoted already, with the benchmarks'
// environment.
func (s showing) in(words []string, dir string) []string {
	var env []string
	if words[0] == "env" {
		env, words = []string{words[1]}, words[2:]
	}
	for _, name := range slices.Sorted(maps.Keys(s.settings.Env)) {
		env = append(env, shell.Quote(name+"="+s.settings.Env[name]))
	}
	var line []string
	if len(env) > 0 {
		line = append([]string{"env"}, env...)
	}
	line = append(line, "go", "-C", dir)
	for _, w := range words {
		line = append(line, shell.Quote(w))
	}
	return line
}

// checkedOut checks a side out into a directory of its own, runs the policy's
// commands there, and then the one given.
func (s showing) checkedOut(side round.Side, command string) string {
	sha := s.sides.base.SHA
	if side == round.Head {
		if s.sides.snapshot {
			return ""
		}
		sha = s.sides.head.SHA
	}
	all := []string{"dir=$(mktemp -d)", fmt.Sprintf(`git worktree add --detach "$dir" %s`, record.Short(sha))}
	for _, c := range s.settings.Prepare {
		at := `"$dir"`
		if s.prefix != "" {
			at += "/" + shell.Quote(filepath.ToSlash(s.prefix))
		}
		all = append(all, fmt.Sprintf("(cd %s && %s)", at, c))
	}
	if command != "" {
		all = append(all, command)
	}
	return strings.Join(all, " && ")
}

// treeRel is a directory of a side's tree relative to its root, with slashes. The
// tree may be gone.
func (s showing) treeRel(side round.Side, dir string) string {
	if rel, err := filepath.Rel(s.roots[side], dir); err == nil {
		return filepath.ToSlash(rel)
	}
	return "."
}

// packageIn is a directory, as seen from another; both relative to the root.
func packageIn(from, dir string) string {
	rel, err := filepath.Rel(filepath.FromSlash(path.Clean("/"+filepath.ToSlash(from))), filepath.FromSlash(path.Clean("/"+dir)))
	if err != nil {
		return dir
	}
	if rel = filepath.ToSlash(rel); rel == "." || strings.HasPrefix(rel, "../") || rel == ".." {
		return rel
	}
	return "./" + rel
}
