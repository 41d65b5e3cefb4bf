package measure

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// A linker notes which binaries and layouts rounds had.
type linker struct {
	*fake
	t        *testing.T
	layouts  map[round.Benchmark][]uint64
	binaries map[string]bool
}

func (p *linker) Round(ctx context.Context, t Target, first round.Side, layout uint64) (round.Round, error) {
	p.layouts[t.Benchmark] = append(p.layouts[t.Benchmark], layout)
	if _, err := os.Stat(t.Base.Path); err != nil {
		p.t.Errorf("the binary of a round: %v", err)
	}
	p.binaries[t.Base.Path] = true
	return p.fake.Round(ctx, t, first, layout)
}

func (p *linker) Rounds(ctx context.Context, visits []Visit, layout uint64) []Outcome {
	return Each(ctx, p, visits, layout)
}

// TestConfirmingRoundsHaveLayouts: screening rounds have the linker's own layout;
// each confirming round has another one, shared by the suspects of a package, and
// nothing is left of them.
func TestConfirmingRoundsHaveLayouts(t *testing.T) {
	base := buildSide(t, round.Base)
	head := buildSide(t, round.Head)
	ts := targets("A", "B", "C")
	for i := range ts {
		ts[i].Base, ts[i].Head = base, head
	}
	p := &linker{fake: newFake(), t: t, layouts: map[round.Benchmark][]uint64{}, binaries: map[string]bool{}}
	dir := filepath.Join(t.TempDir(), "layouts")
	d := suspicious{after(3), suspicion{[]string{"A", "B"}, 3}}
	start := time.Now()
	clock := func() time.Time { return p.clock().Add(time.Since(start)) } // links take real time
	res, err := Run(t.Context(), Plan{Targets: ts, Seed: 1, Budget: time.Hour, Layouts: dir}, p, d, clock, nil)
	if err != nil {
		t.Fatal(err)
	}
	if rounds := 15 * time.Second; res.Elapsed <= rounds || res.Elapsed >= rounds+time.Since(start) {
		t.Errorf("rounds of %v and links took %v", rounds, res.Elapsed)
	}
	a, b, c := p.layouts[ts[0].Benchmark], p.layouts[ts[1].Benchmark], p.layouts[ts[2].Benchmark]
	if len(a) != 6 || len(b) != 6 || len(c) != 3 {
		t.Fatalf("layouts %v, %v, %v", a, b, c)
	}
	seen := map[uint64]bool{}
	for i := range 6 {
		if a[i] != b[i] || (a[i] == 0) != (i < 3) || i >= 3 && seen[a[i]] {
			t.Errorf("layouts %v and %v", a, b)
		}
		seen[a[i]] = true
	}
	if len(p.binaries) != 4 { // the default one, and three of both suspects
		t.Errorf("binaries %v", p.binaries)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the layouts are still there: %v", err)
	}
}

// TestUnlinked: what cannot be linked anew is confirmed as it is, and said once.
func TestUnlinked(t *testing.T) {
	ts := targets("A", "B")
	broken := buildSide(t, round.Base)
	if err := os.Remove(filepath.Join(broken.Package.Dir, "m_test.go")); err != nil {
		t.Fatal(err)
	}
	for i := range ts {
		ts[i].Base, ts[i].Head = broken, broken
	}
	p := &linker{fake: newFake(), t: t, layouts: map[round.Benchmark][]uint64{}, binaries: map[string]bool{}}
	told := 0
	note := func(e Event) {
		if e.Step == Unlinked {
			told++
			if e.Err == nil {
				t.Error("no reason")
			}
		}
	}
	d := suspicious{after(3), suspicion{[]string{"A", "B"}, 4}}
	dir := filepath.Join(t.TempDir(), "layouts")
	if _, err := Run(t.Context(), Plan{Targets: ts, Budget: time.Hour, Layouts: dir}, p, d, p.clock, note); err != nil {
		t.Fatal(err)
	}
	if told != 1 || len(p.layouts[ts[0].Benchmark]) != 7 {
		t.Errorf("told %d times; layouts %v", told, p.layouts)
	}
	for _, l := range p.layouts[ts[0].Benchmark] {
		if l != 0 {
			t.Errorf("layouts %v", p.layouts)
		}
	}
}

// buildSide builds a test binary of a small package of its own.
func buildSide(t *testing.T, side round.Side) *gotest.Binary {
	t.Helper()
	tree := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":    "module example.com/m\n\ngo 1.24\n",
		"m_test.go": "package m\n\nimport \"testing\"\n\nfunc BenchmarkA(b *testing.B) { b.ReportMetric(1, \"" + string(side) + "\") }\n",
	} {
		if err := os.WriteFile(filepath.Join(tree, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	p := gotest.Package{ImportPath: "example.com/m", Dir: tree, RelDir: ".", ModuleDir: tree}
	b, err := (gotest.Go{}).Build(t.Context(), p, filepath.Join(t.TempDir(), string(side)+".test"), gotest.BuildOptions{Trim: true})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestLinksAreBounded: a link that another suspect will want is kept while there is
// room, and goes when the last one has had its round.
func TestLinksAreBounded(t *testing.T) {
	base, head := buildSide(t, round.Base), buildSide(t, round.Head)
	tracks := []*track{{}, {}}
	for i, target := range targets("A", "B") {
		target.Base, target.Head = base, head
		tracks[i].Target, tracks[i].suspicion.ByLayout = target, true
	}
	dir := filepath.Join(t.TempDir(), "layouts")
	l := newLinks(Plan{Layouts: dir})
	take := func(tr *track, linked bool, kept int) {
		t.Helper()
		_, layout, made, err := l.target(t.Context(), tr)
		if err != nil || made != linked || layout != l.layout(len(tr.rounds)) {
			t.Fatalf("layout %d, linked %v, %v", layout, made, err)
		}
		tr.rounds = append(tr.rounds, round.Round{})
		if err := l.drop(tracks); err != nil || len(l.kept) != kept {
			t.Errorf("%d links are kept, want %d; %v", len(l.kept), kept, err)
		}
	}
	take(tracks[0], true, 1)
	l.room = l.size // for no more
	take(tracks[0], true, 1)
	take(tracks[1], false, 0)
	take(tracks[1], true, 0)
	if l.size != 0 {
		t.Errorf("%d bytes are kept in no link", l.size)
	}
	if err := l.close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the layouts are still there: %v", err)
	}
}
