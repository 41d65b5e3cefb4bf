package measure

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// Where the linker puts the functions of a binary moves benchmarks by some
// percent, and every change of the code moves functions. So each confirming round
// is linked in a layout of its own: what a layout does to a side is then one more
// accident of a round, and not a part of all of them.
//
// The suspects of a package share their layouts, round by round, so that a link
// that others will want is kept for them.

// mostLinked is how many bytes of binaries are kept for other suspects.
const mostLinked = 512 << 20

// links are binaries linked for confirming rounds. The zero value links nothing.
type links struct {
	dir     string // empty without layouts
	draws   *rand.Rand
	layouts []uint64 // of each round
	kept    []link
	size    int64 // of those
	room    int64 // for them
	made    int   // so far
	took    map[*gotest.Binary]time.Duration
	failed  map[*gotest.Binary]bool // packages that keep their default layout
}

// A link is a target's binaries in the layout of one round. Packages are told
// apart by base's default binary.
type link struct {
	base   *gotest.Binary
	round  int
	target Target
	size   int64
	remove func() error
}

func newLinks(p Plan) links {
	return links{dir: p.Layouts, draws: p.layouts(), room: mostLinked, took: map[*gotest.Binary]time.Duration{}, failed: map[*gotest.Binary]bool{}}
}

// relinked returns the target in the layout of its next round. A package that cannot
// be linked anew keeps the linker's own.
func (x *experiment) relinked(ctx context.Context, t *track) (Target, uint64, error) {
	if !x.links.wanted(t) {
		return t.Target, 0, nil
	}
	began := x.clock()
	again, layout, made, err := x.links.target(ctx, t)
	took := x.clock().Sub(began)
	if err != nil && ctx.Err() == nil {
		x.links.failed[t.Base] = true
		x.tell(Event{Step: Unlinked, Target: t.Target, Err: err})
		return t.Target, 0, nil
	}
	if made {
		x.links.took[t.Base] = took
	}
	return again, layout, err
}

// linking is what it takes to link a track's next rounds: nothing where that was
// done for others. Nothing is known of a package before its first link.
func (x *experiment) linking(t *track, rounds int) time.Duration {
	if !x.links.wanted(t) || x.links.took[t.Base] == 0 {
		return 0
	}
	missing := 0
	for k := range rounds {
		if x.links.find(t.Base, len(t.rounds)+k) < 0 {
			missing++
		}
	}
	return time.Duration(missing) * x.links.took[t.Base]
}

// wanted tells whether a track's rounds have layouts.
func (l *links) wanted(t *track) bool {
	return l.dir != "" && t.suspicion.ByLayout && !l.failed[t.Base]
}

// layout is the layout of confirming rounds of that number.
func (l *links) layout(round int) uint64 {
	for len(l.layouts) <= round {
		l.layouts = append(l.layouts, l.draws.Uint64()|1)
	}
	return l.layouts[round]
}

func (l *links) find(base *gotest.Binary, round int) int {
	return slices.IndexFunc(l.kept, func(k link) bool { return k.base == base && k.round == round })
}

// target returns the target in the layout of its next round, and whether it had to
// be linked.
func (l *links) target(ctx context.Context, t *track) (again Target, layout uint64, made bool, err error) {
	n := len(t.rounds)
	layout = l.layout(n)
	i := l.find(t.Base, n)
	if made = i < 0; made {
		dir := filepath.Join(l.dir, fmt.Sprintf("%d-%d", layout, l.made))
		laid, remove, err := t.Relink(ctx, dir, layout)
		if err != nil {
			return t.Target, 0, true, err
		}
		k := link{base: t.Base, round: n, target: laid, size: size(laid), remove: remove}
		l.kept, l.size, l.made, i = append(l.kept, k), l.size+k.size, l.made+1, len(l.kept)
	}
	again = t.Target
	again.Base, again.Head = l.kept[i].target.Base, l.kept[i].target.Head
	return again, layout, made, nil
}

// drop removes what none of the open tracks will want, and the last link where
// there is no room for more.
func (l *links) drop(open []*track) error {
	last, full := len(l.kept)-1, l.size > l.room
	var kept []link
	var errs []error
	for i, k := range l.kept {
		wanted := slices.ContainsFunc(open, func(t *track) bool {
			return t.Base == k.base && l.wanted(t) && len(t.rounds) <= k.round
		})
		if wanted && !(full && i == last) {
			kept = append(kept, k)
			continue
		}
		l.size -= k.size
		errs = append(errs, k.remove())
	}
	l.kept = kept
	return errors.Join(errs...)
}

// close removes all that is left.
func (l *links) close() error {
	err := l.drop(nil)
	if l.dir != "" {
		// Where something is left in it, that was said above.
		_ = os.Remove(l.dir)
	}
	return err
}

// size is how large the binaries of a target are; what cannot be seen counts as
// nothing.
func size(t Target) int64 {
	var sum int64
	for _, side := range round.Sides {
		var info fs.FileInfo
		if info, _ = os.Stat(t.Binary(side).Path); info != nil {
			sum += info.Size()
		}
	}
	return sum
}
