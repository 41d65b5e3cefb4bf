package suite

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// TestListingIsBounded: what listing has no time for is unlisted, and a warning says so.
func TestListingIsBounded(t *testing.T) {
	t.Parallel()
	o := options(t, nil)
	functions := 0
	o.Bound = func(n int) time.Duration { functions = n; return 1 }
	s, err := Load(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Unlisted) != 1 || s.Unlisted[0].Name != "It" || functions != 1 {
		t.Errorf("unlisted is %v of %d", s.Unlisted, functions)
	}
	if len(s.Targets)+len(s.Failures)+len(s.Added)+len(s.Removed) > 0 || s.Empty() {
		t.Errorf("found %+v", s)
	}
	if len(s.Warnings) != 1 || !strings.Contains(s.Warnings[0], "before 1 benchmark function was listed (of 1)") {
		t.Errorf("warnings are %q", s.Warnings)
	}
}

// TestMayMissFiles: only what looks as if a file was not found is tried again without
// -trimpath, or where the source asks for its own path.
func TestMayMissFiles(t *testing.T) {
	fails := func(kind gotest.Kind, message string) error { return &gotest.Failure{Kind: kind, Message: message} }
	o := options(t, nil)
	for name, tt := range map[string]struct {
		err    error
		source string
		want   bool
	}{
		"nothing":        {nil, "", false},
		"an assertion":   {fails(gotest.Fail, "wrong answer"), "", false},
		"a panic":        {fails(gotest.Panic, "panic: index out of range"), "", false},
		"no file":        {fails(gotest.Fail, "open example.com/m/data.txt: no such file or directory"), "", true},
		"its own path":   {fails(gotest.Panic, "panic: oh no"), "\n\n// runtime.Caller(0)\n", true},
		"a hang":         {fails(gotest.Hang, "nothing was heard"), "\n\n// runtime.Caller(0)\n", false},
		"a skip":         {fails(gotest.Skip, "no such file"), "\n\n// runtime.Caller(0)\n", false},
		"a skip, a fail": {errors.Join(fails(gotest.Fail, "no such file"), fails(gotest.Skip, "")), "", true},
	} {
		path := filepath.Join(o.Head.Root, "m.go")
		if err := os.WriteFile(path, []byte("package m\n\nfunc take() {}\n"+tt.source), 0o666); err != nil {
			t.Fatal(err)
		}
		l := newLoader(o)
		if err := errors.Join(l.list(t.Context()), l.inspect(t.Context())); err != nil {
			t.Fatal(err)
		}
		if got := l.mayMissFiles(l.pairs[0], round.Head, tt.err); got != tt.want {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}
