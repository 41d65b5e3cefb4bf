package gate

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/benchgate/benchgate/internal/judge"
)

// waitingSource has a benchmark that waits for a lock, for so long.
const waitingSource = `package m

import (
	"sync"
	"testing"
	"time"
)

var mu sync.Mutex

func update() {
	mu.Lock()
	time.Sleep(PAUSE)
	mu.Unlock()
}

func BenchmarkWait(b *testing.B) {
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			update()
		}
	})
}

func BenchmarkLong(b *testing.B) {
	for range b.N {
		time.Sleep(30 * time.Second)
	}
}
`

func waiting(pause string) fs.FS {
	return fstest.MapFS{"go.mod": {Data: []byte("module example.com/m\n\ngo 1.24\n")},
		"m_test.go": {Data: []byte(strings.Replace(waitingSource, "PAUSE", pause, 1))}}
}

// What no CPU profile shows is found by waiting, and what takes longer than there
// is time for ends in time.
func TestExplainWaiting(t *testing.T) {
	g := laid(t, "exec", waiting("0"), waiting("2*time.Millisecond"), "Wait")
	rows := []judge.Row{regression(g, "Wait", "sec/op", 1e-6, 2e-3)}
	e := explainOne(t, g, patient, rows, rows[0])
	if e.Kind != "block" && e.Kind != "mutex" || e.Unclear != "" || !strings.HasSuffix(e.Functions[0].Name, "m.update") {
		t.Fatalf("%s %q %+v", e.Kind, e.Unclear, e.Functions)
	}
	checkSums(t, e)
	opens(t, g, e)

	target := g.suite.Targets[0]
	target.Run, target.Name = "Long", suffixed("Long")
	g.suite.Targets[0] = target
	row := regression(g, "Long", "sec/op", 30, 40)
	if e := explainOne(t, g, time.Second, []judge.Row{row}, row); !strings.Contains(e.Unclear, "no time for a single round") {
		t.Errorf("%q %+v", e.Unclear, e.Functions)
	}
}
