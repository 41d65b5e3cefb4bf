// Package standin is a stand-in for GitHub on the loopback interface, for
// tests. It keeps what it is told, as GitHub does, and it accepts and answers
// only what GitHub's own description of its interfaces allows: every REST
// request and response is validated against the OpenAPI description, every
// GraphQL document against the schema.
package standin

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
	"github.com/vektah/gqlparser/v2/ast"
)

// A description is what GitHub says its interfaces are.
type description struct {
	doc    *openapi3.T
	router routers.Router
	schema *ast.Schema
}

// served are the paths that the stand-in knows; the rest of the description is
// left out, since reading it whole takes seconds.
var served = []string{
	"/repos/{owner}/{repo}/issues/{issue_number}/comments",
	"/repos/{owner}/{repo}/issues/comments/{comment_id}",
	"/repos/{owner}/{repo}/check-runs",
	"/repos/{owner}/{repo}/statuses/{sha}",
	"/repos/{owner}/{repo}/pulls",
	"/repos/{owner}/{repo}/pulls/{pull_number}",
	"/repos/{owner}/{repo}/contents/{path}",
	"/repos/{owner}/{repo}/git/trees/{tree_sha}",
	"/repos/{owner}/{repo}/compare/{basehead}",
	"/repos/{owner}/{repo}/commits/{ref}/check-runs",
}

// A file's path may have slashes, which the description says by an extension
// (x-multi-segment) and the router takes as an expression.
const (
	multiSegment = "/contents/{path}"
	wholeRest    = "/contents/{path:.+}"
)

var described = sync.OnceValues(func() (*description, error) {
	root, err := moduleRoot()
	if err != nil {
		return nil, err
	}
	// The set-up does nothing where the files are there. Without them nothing
	// could be validated, so there is no going on without.
	if out, err := exec.Command("bash", filepath.Join(root, ".ci", "setup"), "github").CombinedOutput(); err != nil {
		if _, missing := exec.LookPath("npm"); missing != nil {
			err = ErrMissing
		}
		return nil, fmt.Errorf(".ci/setup github, which fetches GitHub's descriptions with npm: %w\n%s", err, out)
	}
	return describe(filepath.Join(root, ".cache", "github"))
})

// ErrMissing is the reason that there is no stand-in where neither GitHub's
// descriptions are there nor npm, which fetches them.
var ErrMissing = errors.New("npm is missing")

// A Skipper is a test.
type Skipper interface {
	Skip(...any)
	Fatal(...any)
}

// Require ends a test without a stand-in. Where npm is missing the test is skipped;
// in CI, which has it, that is a failure.
func Require(t Skipper, err error) {
	switch {
	case err == nil:
	case errors.Is(err, ErrMissing) && os.Getenv("CI") == "":
		t.Skip("npm is missing, which fetches GitHub's own description, so publishing was not held against it")
	default:
		t.Fatal(err)
	}
}

// moduleRoot finds the directory of this module, also from a module that uses it.
func moduleRoot() (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/benchgate/benchgate").Output()
	if err != nil {
		return "", fmt.Errorf("go list -m: %w", err)
	}
	return string(bytes.TrimSpace(out)), nil
}

func describe(dir string) (*description, error) {
	data, err := one(dir, "*-api.github.com.json")
	if err != nil {
		return nil, err
	}
	if data, err = prune(data); err != nil {
		return nil, err
	}
	d := &description{}
	if d.doc, err = openapi3.NewLoader().LoadFromData(data); err != nil {
		return nil, fmt.Errorf("read the description: %w", err)
	}
	d.doc.Servers = nil
	if d.router, err = gorillamux.NewRouter(d.doc); err != nil {
		return nil, fmt.Errorf("read the description: %w", err)
	}
	text, err := one(dir, "*-schema.graphql")
	if err != nil {
		return nil, err
	}
	if d.schema, err = loadSchema(string(text)); err != nil {
		return nil, err
	}
	return d, nil
}

// one reads the one file that matches.
func one(dir, pattern string) ([]byte, error) {
	files, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(files) != 1 {
		return nil, fmt.Errorf("want one %s in %s, have %d (%v)", pattern, dir, len(files), err)
	}
	return os.ReadFile(files[0])
}

// prune drops the paths that are not served. What they refer to stays.
func prune(data []byte) ([]byte, error) {
	var doc map[string]json.RawMessage
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	var all, kept = map[string]json.RawMessage{}, map[string]json.RawMessage{}
	if err := json.Unmarshal(doc["paths"], &all); err != nil {
		return nil, err
	}
	for _, p := range served {
		item, ok := all[p]
		if !ok {
			return nil, fmt.Errorf("the description has no path %s", p)
		}
		kept[strings.Replace(p, multiSegment, wholeRest, 1)] = item
	}
	var err error
	if doc["paths"], err = json.Marshal(kept); err != nil {
		return nil, err
	}
	delete(doc, "x-webhooks")
	return json.Marshal(doc)
}

// example is the description's own example of a response: with everything in
// it that the schema asks for.
func (d *description) example(name string) (v map[string]any) {
	d.readExample(name, &v)
	return v
}

// exampleItem is the first element of an example that is a list.
func (d *description) exampleItem(name string) map[string]any {
	var v []map[string]any
	d.readExample(name, &v)
	return v[0]
}

func (d *description) readExample(name string, to any) {
	ref := d.doc.Components.Examples[name]
	if ref == nil || ref.Value == nil {
		panic("the description has no example " + name)
	}
	data, err := json.Marshal(ref.Value.Value)
	if err == nil {
		err = json.Unmarshal(data, to)
	}
	if err != nil {
		panic(fmt.Sprint("example ", name, ": ", err))
	}
}
