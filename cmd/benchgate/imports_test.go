package main

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/benchgate/benchgate/"

// TestImports holds the packages to what docs/design.md says of them: pure
// ones do no I/O, and imports point one way.
func TestImports(t *testing.T) {
	imports := directImports(t)
	pure := []string{"internal/benchfile", "internal/compare", "internal/policy", "internal/record", "internal/judge", "internal/report", "internal/decide", "internal/round", "internal/changes", "internal/buildflag", "internal/calibration", "internal/report/course", "internal/report/picture", "internal/report/html", "internal/doctor", "internal/scaffold", "internal/spelling", "internal/robust", "internal/explain", "internal/secret"}
	for _, pkg := range pure {
		list, ok := imports[module+pkg]
		if !ok {
			t.Errorf("%s does not exist", pkg)
		}
		for _, bad := range []string{"os", "os/exec", "net", "net/http", "syscall"} {
			if slices.Contains(list, bad) {
				t.Errorf("%s is pure, but imports %s", pkg, bad)
			}
		}
	}
	allowed := map[string][]string{
		// Users import these: nothing of the gate comes with them.
		"benchmetric":             {},
		"benchmetric/load":        {"benchmetric"},
		"internal/round":          {},
		"internal/changes":        {},
		"internal/machine":        {"internal/robust"},
		"internal/child":          {},
		"internal/git":            {"internal/child", "internal/spelling"},
		"internal/publish/github": {},
		"internal/demo":           {},
		"internal/gotest":         {"internal/changes", "internal/child", "internal/secret"},
		"internal/benchfile":      {},
		"internal/compare":        {"internal/benchfile", "internal/round"},
		"internal/record":         {"internal/compare", "internal/round"},
		"internal/judge":          {"internal/compare", "internal/policy", "internal/record", "internal/round"},
		"internal/policy":         {"internal/compare", "internal/round", "internal/spelling"},
		"internal/config":         {"internal/buildflag", "internal/compare", "internal/policy", "internal/round", "internal/spelling"},
		"internal/report":         {"internal/compare", "internal/judge", "internal/policy", "internal/record", "internal/round", "internal/spelling"},
		"internal/report/course":  {"internal/compare", "internal/judge", "internal/report", "internal/round"},
		"internal/report/picture": {"internal/judge", "internal/report", "internal/report/course", "internal/round"},
		"internal/report/html":    {"internal/judge", "internal/report", "internal/report/course", "internal/report/picture", "internal/round"},
		"internal/measure/hooks":  {"internal/child", "internal/measure/hooks/wire"},
		"internal/measure/turns":  {"internal/child", "internal/gotest", "internal/measure", "internal/measure/hooks", "internal/measure/hooks/wire", "internal/robust", "internal/round"},
		"internal/measure":        {"internal/gotest", "internal/round"},
		"internal/measure/exec":   {"internal/gotest", "internal/measure", "internal/round"},
		"internal/suite":          {"internal/changes", "internal/gotest", "internal/measure", "internal/measure/hooks", "internal/round"},
		"internal/buildflag":      {"internal/spelling"},
		"internal/calibration":    {"internal/decide", "internal/judge", "internal/measure", "internal/policy", "internal/record", "internal/robust", "internal/round"},
		"internal/decide":         {"internal/judge", "internal/measure", "internal/round"},
		"internal/doctor":         {"internal/machine"},
		"internal/prepush":        {},
		"internal/scaffold":       {},
		"internal/robust":         {},
		"internal/secret":         {},
		"internal/spelling":       {},
		"internal/explain":        {"internal/report"},
		"internal/profiles":       {"internal/explain", "internal/gotest", "internal/measure", "internal/measure/hooks", "internal/round"},
	}
	for pkg, list := range imports {
		name := strings.TrimPrefix(pkg, module)
		may, listed := allowed[name]
		if !listed {
			if strings.HasPrefix(name, "internal/") && strings.Count(name, "/") == 1 {
				t.Errorf("%s is not in the table of imports", name)
			}
			continue
		}
		for _, imp := range list {
			if ours, ok := strings.CutPrefix(imp, module); ok && !slices.Contains(may, ours) {
				t.Errorf("%s imports %s", name, ours)
			}
		}
	}
}

func directImports(t *testing.T) map[string][]string {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "./...")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	imports := map[string][]string{}
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		imports[p.ImportPath] = p.Imports
	}
	return imports
}
