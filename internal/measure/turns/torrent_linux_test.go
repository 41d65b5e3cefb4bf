package turns

import (
	"errors"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// TestTorrent holds that 100 MB on either output of both sides neither stop a round
// nor are kept, and that a failure comes with the end of them alone.
func TestTorrent(t *testing.T) {
	b := fixture(t, ownGo, "rude")
	e := engine(t)
	before := allocated()
	r := measured(t, e, target(b, "Torrent"))
	// All that was ever allocated bounds what there was at any time.
	if got := allocated() - before; got > 8<<20 {
		t.Errorf("a round in which 400 MB were printed allocates %d bytes", got)
	}
	if r.Base["sec/op"].Center <= 0 || r.Head["sec/op"].Center <= 0 {
		t.Errorf("round is %+v", r)
	}
	_, err := e.Round(t.Context(), target(b, "TorrentFatal"), round.Base, 0)
	var te *measure.TargetError
	if !errors.As(err, &te) || te.Failure.Kind != gotest.Fail || !strings.Contains(te.Failure.Message, "drained") {
		t.Fatalf("got %v", err)
	}
	// What was printed last may still be on its way.
	missing := regexp.MustCompile(`\[10[0-9]{7} bytes before this are not shown\]`)
	if tail := te.Failure.Tail; len(missing.FindAllString(tail, -1)) != 2 || len(tail) > 2*tailSize+200 {
		t.Errorf("of the output %d bytes are shown: %.200q", len(tail), tail)
	}
}

// allocated returns the bytes that were ever allocated.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// TestSplit holds that the end of a process counts as such although another one,
// which it forked, still has its pipes.
func TestSplit(t *testing.T) {
	t.Parallel()
	b := fixture(t, ownGo, "rude")
	e := engine(t)
	_, err := e.Round(t.Context(), target(b, "SplitsAndExits"), round.Base, 0)
	var te *measure.TargetError
	if !errors.As(err, &te) || te.Failure.Kind != gotest.Exit || !strings.Contains(te.Failure.Message, "exit status 7") {
		t.Fatalf("got %v", err)
	}
	other := regexp.MustCompile(`split: (\d+)`).FindStringSubmatch(te.Failure.Tail)
	if len(other) == 0 {
		t.Fatalf("no process was split off: %s", te.Failure.Tail)
	}
	if pid, _ := strconv.Atoi(other[1]); syscall.Kill(pid, 0) != nil || zombie(pid) {
		t.Error("the other process was waited for")
	}
}
