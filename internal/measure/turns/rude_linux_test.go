package turns

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// TestFailures holds what a benchmark that ends badly is said to have done.
func TestFailures(t *testing.T) {
	t.Parallel()
	b := fixture(t, ownGo, "rude")
	for _, c := range []struct {
		run  string
		kind gotest.Kind
		says string
	}{
		{"Skip", gotest.Skip, "no such device"},
		{"SkipLate", gotest.Skip, "changed my mind"},
		{"Fatal", gotest.Fail, "broken | by `design`"},
		{"Late", gotest.Fail, "too late"},
		{"LoopFatal", gotest.Fail, "too late"},
		{"LoopError", gotest.Fail, "wrong result"},
		{"LoopBreak", gotest.Fail, "B.Loop() == false"},
		{"Panic", gotest.Panic, "panic: on purpose"},
		{"LoopPanic", gotest.Panic, "panic: on purpose"},
		{"Exit", gotest.Exit, "exit status 7"},
		{"ExitWell", gotest.Exit, "os.Exit(0)"},
		{"Killed", gotest.Exit, "signal: killed"},
		{"Hang", gotest.Hang, "nothing was heard of it for 300ms"},
		{"Never", gotest.Hang, "nothing was heard of it for 300ms"},
		{"Deaf", gotest.Hang, "nothing was heard of it for 300ms"},
	} {
		t.Run(c.run, func(t *testing.T) {
			t.Parallel()
			e := engine(t)
			if c.kind == gotest.Hang {
				e.Silence = 300 * time.Millisecond
			}
			_, err := e.Round(t.Context(), target(b, c.run), round.Head, 0)
			var te *measure.TargetError
			if !errors.As(err, &te) || te.Failure.Kind != c.kind || te.Side == "" && c.kind != gotest.Skip || te.Failure.Benchmark != c.run {
				t.Fatalf("got %v (%T), want a failure of kind %q", err, err, c.kind)
			}
			if !strings.Contains(te.Failure.Message, c.says) {
				t.Errorf("message is %q, want %q in it", te.Failure.Message, c.says)
			}
		})
	}
}

// TestUnfit holds where another engine should be asked.
func TestUnfit(t *testing.T) {
	t.Parallel()
	rude := fixture(t, ownGo, "rude")
	forms := fixture(t, ownGo, "forms")
	for _, c := range []struct {
		name   string
		target measure.Target
		says   string
	}{
		{"pipes closed", target(rude, "ClosesAll"), "lost touch"},
		{"too many metrics", target(rude, "Metrics"), "too many metrics"},
		{"no such benchmark", target(rude, "None"), "no such benchmark"},
		{"has sub-benchmarks", target(forms, "Group/x"), "sub-benchmarks"},
		{"TestMain exits", target(fixture(t, ownGo, "early"), "It"), "ended early"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := engine(t).Round(t.Context(), c.target, round.Base, 0)
			var u *UnfitError
			if !errors.As(err, &u) || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("got %v, want an UnfitError with %q", err, c.says)
			}
		})
	}
}

// TestRude has benchmarks measured that disturb what is around them.
func TestRude(t *testing.T) {
	t.Parallel()
	b := fixture(t, ownGo, "rude")
	for _, run := range []string{"Prints", "Closes", "Forks", "Splits", "Leaves", "Moves", "LoopTiny"} {
		t.Run(run, func(t *testing.T) {
			e := engine(t)
			r := measured(t, e, target(b, run))
			if r.Base["sec/op"].Center <= 0 || r.Head["sec/op"].Center <= 0 {
				t.Errorf("round is %+v", r)
			}
		})
	}
}

// TestNaN holds that what is not a number is no value.
func TestNaN(t *testing.T) {
	r := measured(t, engine(t), target(fixture(t, ownGo, "rude"), "NaN"))
	if got := strings.Join(units(r.Base), " "); got != "B/op allocs/op sec/op" {
		t.Errorf("base reports %q", got)
	}
}

// TestBurns holds that an idle side which is not idle is told of, once.
func TestBurns(t *testing.T) {
	b := fixture(t, ownGo, "rude")
	e := engine(t)
	e.tuned.length = 100 * ms
	said := warnings(e, "of a CPU")
	measured(t, e, target(b, "LoopTiny"))
	if len(*said) > 0 {
		t.Fatalf("warned of a quiet benchmark: %q", *said)
	}
	// How much it can burn is up to what else runs.
	for len(*said) == 0 {
		measured(t, e, target(b, "Burns"))
	}
	measured(t, e, target(b, "Burns"))
	if len(*said) != 1 {
		t.Errorf("warnings are %q, want one", *said)
	}
}

// TestApart holds that two sides which exclude each other are told from sides
// that do not work.
func TestApart(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := fmt.Sprint(l.Addr().(*net.TCPAddr).Port)
	lonely := fixture(t, ownGo, "lonely")
	lonely.Env = append(os.Environ(), "LONELY_PORT="+port)
	_, err = engine(t).Round(t.Context(), target(lonely, "It"), round.Base, 0)
	var te *measure.TargetError
	if !errors.As(err, &te) || te.Failure.Kind != gotest.Exit || !strings.Contains(te.Failure.Tail, "address already in use") {
		t.Errorf("a port that somebody else has: got %v", err)
	}
	l.Close()
	solitary := fixture(t, ownGo, "solitary")
	solitary.Env = append(os.Environ(), "SOLITARY_LOCK="+filepath.Join(t.TempDir(), "lock"))
	for _, b := range []*gotest.Binary{lonely, solitary} {
		e := engine(t)
		e.tuned.patience = 200 * time.Millisecond
		_, err := e.Round(t.Context(), target(b, "It"), round.Head, 0)
		var u *UnfitError
		if !errors.As(err, &u) || !strings.Contains(u.Reason, "alive at once") {
			t.Errorf("%s: got %v", b.Package.ImportPath, err)
		}
	}
}

// TestTestMain holds that a slow TestMain is run to its end on both sides, and one
// that exits by itself as well.
func TestTestMain(t *testing.T) {
	t.Parallel()
	b := fixture(t, ownGo, "slow")
	log := filepath.Join(t.TempDir(), "log")
	b.Env = append(os.Environ(), "SLOW_LOG="+log)
	measured(t, engine(t), target(b, "It"))
	text, err := os.ReadFile(log)
	if err != nil || string(text) != "torn down\ntorn down\n" {
		t.Errorf("the log is %q, %v", text, err)
	}
	// One that ends the process itself.
	its := target(fixture(t, ownGo, "solitary"), "It")
	base, head := *its.Base, *its.Head
	for i, b := range []*gotest.Binary{&base, &head} {
		b.Env = append(os.Environ(), fmt.Sprintf("SOLITARY_LOCK=%s.%d", log, i))
	}
	its.Base, its.Head = &base, &head
	measured(t, engine(t), its)
}

// TestCancel holds that an end of the context ends everything at once, with
// the context's own reason.
func TestCancel(t *testing.T) {
	t.Parallel()
	b := fixture(t, ownGo, "rude")
	why := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	time.AfterFunc(200*time.Millisecond, func() { cancel(why) })
	if _, err := engine(t).Round(ctx, target(b, "Never"), round.Base, 0); !errors.Is(err, why) {
		t.Errorf("got %v, want %v", err, why)
	}
	if _, err := engine(t).Round(ctx, target(b, "LoopTiny"), round.Base, 0); !errors.Is(err, why) {
		t.Errorf("of an ended context: got %v, want %v", err, why)
	}
}
