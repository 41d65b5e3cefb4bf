package turns

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// taken is a benchmark of the fixture with something of its own to hold, and an
// engine with what it says of sides that exclude each other.
func taken(t *testing.T, run string) (*Engine, measure.Target, *[]string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	b := fixture(t, ownGo, "taken")
	b.Env = append(os.Environ(), "TAKEN_AT="+filepath.Join(t.TempDir(), "it"), "TAKEN_PORT="+l.Addr().String())
	e := engine(t)
	return e, target(b, run), warnings(e, "one after the other")
}

// TestTaken holds that a benchmark which holds something while it runs, and not
// between its turns, is measured in turns round after round, whoever is first.
func TestTaken(t *testing.T) {
	t.Parallel()
	for _, run := range []string{"Port", "Socket", "File", "Flock", "Waits", "Skips", "Panics", "Exits", "Setup", "Teardown"} {
		t.Run(run, func(t *testing.T) {
			t.Parallel()
			e, its, said := taken(t, run)
			for k := range 4 {
				r, err := e.Round(t.Context(), its, round.Sides[k%2], 0)
				if err != nil {
					t.Fatalf("round %d: %v", k, err)
				}
				if r.Engine != "turns" {
					t.Errorf("round %d: %s", k, r.Engine)
				}
			}
			if run == "Waits" {
				return // it had to wait at most
			}
			if len(*said) != 1 {
				t.Errorf("said %q", *said)
			}
		})
	}
}

// TestTakenForGood holds that what stays taken as long as the process lives is found
// in the first round, so that another engine can measure it, and that no side is
// blamed for it.
func TestTakenForGood(t *testing.T) {
	t.Parallel()
	for _, run := range []string{"Loop", "Keeps"} {
		for _, first := range round.Sides {
			t.Run(fmt.Sprint(run, " ", first), func(t *testing.T) {
				t.Parallel()
				e, its, _ := taken(t, run)
				keeper := *its.Head
				keeper.Env = append(keeper.Env[:len(keeper.Env):len(keeper.Env)], "TAKEN_KEEPS=1")
				its.Head = &keeper
				_, err := e.Round(t.Context(), its, first, 0)
				var unfit *UnfitError
				if !errors.As(err, &unfit) || !strings.Contains(unfit.Reason, "alive at once") {
					t.Errorf("got %v", err)
				}
			})
		}
	}
}

// TestFailsByItself holds that what fails alone as well is a failure of its side.
func TestFailsByItself(t *testing.T) {
	t.Parallel()
	for _, first := range round.Sides {
		e, its, said := taken(t, "Later")
		_, err := e.Round(t.Context(), its, first, 0)
		var failed *measure.TargetError
		if !errors.As(err, &failed) || failed.Side != first || failed.Failure.Kind != gotest.Fail || len(*said) != 0 {
			t.Errorf("got %v, said %q", err, *said)
		}
	}
}
