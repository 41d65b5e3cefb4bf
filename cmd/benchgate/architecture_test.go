package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"go/doc"
	"maps"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/benchgate/benchgate/"

// updateArchitecture writes the parts of docs/architecture.md that the imports say.
var updateArchitecture = flag.Bool("update-architecture", false, "write docs/architecture.md anew")

// A pkg is a package as the go command lists it.
type pkg struct {
	ImportPath, Name, Doc string
	Imports               []string
}

// short is the path from the root of the repository.
func (p pkg) short() string { return strings.TrimPrefix(p.ImportPath, module) }

// pure packages do no I/O.
var pure = []string{"internal/benchfile", "internal/buildflag", "internal/calibration", "internal/changes", "internal/compare", "internal/decide",
	"internal/explain", "internal/judge", "internal/policy", "internal/record", "internal/report", "internal/report/classic", "internal/report/course",
	"internal/report/csv", "internal/report/formats", "internal/report/github", "internal/report/html", "internal/report/junit", "internal/report/markdown",
	"internal/report/svg", "internal/report/text", "internal/robust", "internal/round", "internal/secret", "internal/shell", "internal/spelling", "internal/words"}

// public packages are imported by users: nothing of the gate comes with them.
var public = []string{"benchmetric", "benchmetric/load"}

// TestPure holds the packages to what docs/architecture.md says of them.
func TestPure(t *testing.T) {
	all := packages(t)
	for _, name := range pure {
		p, ok := all[name]
		if !ok {
			t.Errorf("%s does not exist", name)
		}
		for _, bad := range []string{"os", "os/exec", "net", "net/http", "syscall"} {
			if slices.Contains(p.Imports, bad) {
				t.Errorf("%s is pure, but imports %s", name, bad)
			}
		}
	}
	for _, name := range public {
		for _, to := range ours(all[name]) {
			if !slices.Contains(public, to) {
				t.Errorf("users import %s, and with it %s", name, to)
			}
		}
	}
}

// TestArchitecture holds docs/architecture.md to the imports: whoever adds an arrow
// between two packages shows it there.
func TestArchitecture(t *testing.T) {
	const name = "../../docs/architecture.md"
	text := read(t, name)
	all := packages(t)
	want := between(t, between(t, text, "picture", graph(all)), "packages", table(all))
	if want == text {
		return
	}
	if !*updateArchitecture {
		t.Fatalf("%s is not what the imports say: go test ./cmd/benchgate -run TestArchitecture -update-architecture", name)
	}
	if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestWalks holds the walks in docs/architecture.md to files and functions that
// exist.
func TestWalks(t *testing.T) {
	steps := regexp.MustCompile("(?m)^\\| [0-9]+ \\| `([^`]+)`: `([^`]+)` \\|").FindAllStringSubmatch(read(t, "../../docs/architecture.md"), -1)
	if len(steps) < 20 {
		t.Fatalf("%d steps", len(steps))
	}
	for _, step := range steps {
		declared := regexp.MustCompile(`(?m)^func (\([^)]*\) )?` + regexp.QuoteMeta(step[2]) + `\b`)
		if !declared.MatchString(read(t, "../../"+step[1])) {
			t.Errorf("%s has no function %s", step[1], step[2])
		}
	}
}

// between replaces what is between two comments of a text.
func between(t *testing.T, text, mark, by string) string {
	t.Helper()
	begin, end := "<!-- "+mark+" -->\n", "<!-- end of "+mark+" -->\n"
	before, rest, ok := strings.Cut(text, begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("no %q and %q", begin, end)
	}
	return before + begin + by + end + after
}

// graph is the graph of the imports for GitHub, which draws it. An arrow that
// follows from others is left out.
func graph(all map[string]pkg) string {
	var b strings.Builder
	b.WriteString("```mermaid\nflowchart TD\n")
	for _, name := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(&b, "  %s[%s]\n", node(name), strings.TrimPrefix(name, "internal/"))
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		direct := ours(all[name])
		for _, to := range direct {
			if !slices.ContainsFunc(direct, func(via string) bool { return via != to && reaches(all, via, to) }) {
				fmt.Fprintf(&b, "  %s --> %s\n", node(name), node(to))
			}
		}
	}
	b.WriteString("```\n")
	return b.String()
}

// table says of each package what its doc comment begins with.
func table(all map[string]pkg) string {
	var b strings.Builder
	b.WriteString("| package | holds |\n|---|---|\n")
	for _, name := range slices.Sorted(maps.Keys(all)) {
		p := all[name]
		said := strings.TrimSuffix(new(doc.Package).Synopsis(p.Doc), ".")
		said = strings.TrimPrefix(strings.TrimPrefix(said, "Package "+p.Name+" "), "Command "+p.Name+" ")
		note := ""
		if slices.Contains(pure, name) {
			note = " (pure)"
		}
		fmt.Fprintf(&b, "| `%s`%s | %s |\n", name, note, strings.ReplaceAll(said, "|", "\\|"))
	}
	return b.String()
}

func node(name string) string { return strings.NewReplacer("/", "_").Replace(name) }

// ours are the imports of this module, in order.
func ours(p pkg) []string {
	var list []string
	for _, to := range p.Imports {
		if short, ok := strings.CutPrefix(to, module); ok {
			list = append(list, short)
		}
	}
	slices.Sort(list)
	return list
}

// reaches tells whether the imports lead from one package to another.
func reaches(all map[string]pkg, from, to string) bool {
	return slices.ContainsFunc(ours(all[from]), func(next string) bool { return next == to || reaches(all, next, to) })
}

// packages are those of the module but for what serves tests.
func packages(t *testing.T) map[string]pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Name,Doc,Imports", "./...")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	all := map[string]pkg{}
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p pkg
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(p.ImportPath, "/standin") && !strings.Contains(p.ImportPath, "/reporttest") {
			all[p.short()] = p
		}
	}
	return all
}
