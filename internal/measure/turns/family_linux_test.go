package turns

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// family returns visits of the fixture's benchmarks, which are of one function, and
// the log of its parents.
func family(t *testing.T, runs ...string) (visits []measure.Visit, log func() string) {
	t.Helper()
	b := fixture(t, ownGo, "family")
	path := filepath.Join(t.TempDir(), "log")
	var sides [2]*gotest.Binary
	for i, side := range round.Sides {
		its := *b
		its.Env = append(os.Environ(), "FAMILY_LOG="+path, "FAMILY_SIDE="+string(side))
		sides[i] = &its
	}
	for i, run := range runs {
		its := target(b, run)
		its.Base, its.Head = sides[0], sides[1]
		visits = append(visits, measure.Visit{Target: its, First: round.Sides[i%2]})
	}
	return visits, func() string {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
}

// below is a function's name with those of its leaves.
func below(top string, leaves ...string) []string {
	for i, leaf := range leaves {
		leaves[i] = top + "/" + leaf
	}
	return leaves
}

// fates says in a few words what became of each visit.
func fates(out []measure.Outcome) (fates []string) {
	for _, o := range out {
		var te *measure.TargetError
		var u *UnfitError
		switch {
		case errors.As(o.Err, &te):
			fates = append(fates, strings.TrimSpace(string(te.Side)+" "+string(te.Failure.Kind)))
		case errors.As(o.Err, &u):
			fates = append(fates, "unfit")
		case o.Err != nil:
			fates = append(fates, o.Err.Error())
		case o.Round.Base["sec/op"].Center > 0 && o.Round.Head["sec/op"].Center > 0 && o.Took > 0:
			fates = append(fates, "measured")
		default:
			fates = append(fates, "no round")
		}
	}
	return fates
}

// TestFamily holds that one process a side serves all leaves of a function, which is
// set up once however many there are; and that in later rounds those that are not
// visited run all the same.
func TestFamily(t *testing.T) {
	t.Parallel()
	e := engine(t)
	names := below("Setup", "count", "loop", "nested/count", "nested/deep/loop", "parallel", "metric", "same", "same#01")
	visits, log := family(t, names...)
	for k, some := range [][]measure.Visit{visits, visits, visits[2:5], visits[7:]} {
		out := e.Rounds(t.Context(), some, 7)
		for i, o := range out {
			r := o.Round
			if o.Err != nil || r.Benchmark != some[i].Benchmark || r.First != some[i].First || r.Layout != 7 || r.N < 1 || r.Base["sec/op"].Center <= 0 || o.Took <= 0 {
				t.Errorf("round %d of %s: %+v, %v", k, some[i].Name, r, o.Err)
			}
			if _, ok := r.Head["things"]; ok != (some[i].Name == "Setup/metric") {
				t.Errorf("%s reports %v", some[i].Name, r.Head)
			}
		}
		if n := strings.Count(log(), "setup"); n != 2*(k+1) {
			t.Errorf("after %d rounds there were %d setups", k+1, n)
		}
	}
	for _, v := range visits {
		if !e.Shares(v.Target) {
			t.Errorf("%s is not to share", v.Name)
		}
	}
}

// TestFates holds what becomes of the leaves of functions that do not go well.
func TestFates(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		runs []string
		want []string
		next []string // where the visits that are left then are visited again
	}{
		"all leaves are needed":  {below("Checks", "a", "b", "c"), []string{"measured", "measured", "measured"}, nil},
		"one of them is visited": {below("Checks", "b"), []string{"measured"}, nil},
		"leaves share state":     {below("State", "fill", "use"), []string{"measured", "measured"}, nil},
		"one alone needs others": {below("State", "use"), []string{"measured"}, nil},
		"some do not go well": {
			below("Bad", "first", "fails", "fails-in-a-turn", "fails-after", "skips", "skips-on-head", "last"),
			[]string{"measured", "base fail", "base fail", "head fail", "skip", "head skip", "measured"},
			[]string{"measured", "measured"},
		},
		"one panics":       {below("Panics", "before", "panics", "after"), []string{"measured", "head panic", "measured"}, []string{"measured", "measured"}},
		"one always exits": {below("Gone", "before", "exits", "after"), []string{"measured", "base exit", "measured"}, []string{"measured", "measured"}},
		"a parent fails":   {below("Parent", "a", "b"), []string{"head fail", "head fail"}, nil},
		"a parent skips":   {below("Early", "a"), []string{"head skip"}, nil},
		"a parent panics":  {below("Afterwards", "a"), []string{"head panic"}, nil},
		"another order":    {below("Order", "a", "b", "c", "d"), []string{"measured", "measured", "measured", "measured"}, []string{"measured", "measured", "measured", "measured"}},
		"what one side has": {
			below("Only", "a", "only-head", "pid=17", "z"),
			[]string{"measured", "unfit", "unfit", "measured"}, []string{"measured", "measured"},
		},
		"no leaves": {[]string{"Single"}, []string{"measured"}, []string{"measured"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := engine(t)
			visits, _ := family(t, test.runs...)
			got := fates(e.Rounds(t.Context(), visits, 0))
			if d := cmp.Diff(test.want, got); d != "" {
				t.Error(d)
			}
			if test.next == nil {
				return
			}
			var left []measure.Visit
			for i, v := range visits {
				if got[i] == "measured" {
					left = append(left, v)
				}
			}
			if d := cmp.Diff(test.next, fates(e.Rounds(t.Context(), left, 0))); d != "" {
				t.Error("the next round:", d)
			}
		})
	}
}

// TestOrders holds that what comes in another order on the other side is measured by
// processes of its own from then on, and all else together.
func TestOrders(t *testing.T) {
	t.Parallel()
	e := engine(t)
	said := warnings(e, "processes of its own")
	visits, _ := family(t, below("Order", "a", "b", "c", "d")...)
	for range 3 {
		e.Rounds(t.Context(), visits, 0)
	}
	var alone []string
	for _, v := range visits {
		if !e.Shares(v.Target) {
			alone = append(alone, v.Name)
		}
	}
	if d := cmp.Diff([]string{"Order/a"}, alone); d != "" || len(*said) != 1 {
		t.Errorf("alone are %v, said %q", alone, *said)
	}
}

// TestGroupEnds holds that how the process ends counts for all that it served.
func TestGroupEnds(t *testing.T) {
	t.Parallel()
	visits, _ := family(t, below("Setup", "count", "loop")...)
	for _, v := range visits {
		v.Head.Env = append(v.Head.Env[:len(v.Head.Env):len(v.Head.Env)], "FAMILY_END=head")
	}
	if d := cmp.Diff([]string{"head exit", "head exit"}, fates(engine(t).Rounds(t.Context(), visits, 0))); d != "" {
		t.Error(d)
	}
}

// TestGroupHangs holds that a leaf which hangs keeps the others from nothing.
func TestGroupHangs(t *testing.T) {
	t.Parallel()
	visits, _ := family(t, below("Hangs", "before", "hangs", "after")...)
	e := engine(t)
	e.Silence = 500 * time.Millisecond
	if d := cmp.Diff([]string{"measured", "head hang", "measured"}, fates(e.Rounds(t.Context(), visits, 0))); d != "" {
		t.Error(d)
	}
}

func TestCommon(t *testing.T) {
	for _, c := range [][3]string{{"abcd", "bcda", "bcd"}, {"", "a", ""}, {"abc", "abc", "abc"}, {"axbyc", "abc", "abc"}, {"ab", "cd", ""}} {
		want := map[string]bool{}
		for _, name := range strings.Split(c[2], "") {
			want[name] = true
		}
		if d := cmp.Diff(want, common(strings.Split(c[0], ""), strings.Split(c[1], ""))); d != "" {
			t.Errorf("%v: %s", c, d)
		}
	}
}
