package measure

import (
	"maps"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
)

// A function is a benchmark function of both sides. The targets in it may share
// their processes, so that what it sets up is paid once for all of them.
type function struct {
	base, head *gotest.Binary
	top        string
	procs      int
}

// function returns what a track shares its processes with; ok is false where it has
// its own.
func (x *experiment) function(t *track) (f function, ok bool) {
	if !x.engine.Shares(t.Target) {
		return f, false
	}
	return function{t.Base, t.Head, t.Top(), t.Procs}, true
}

// parties sorts tracks by what they share, each party in the order of its first.
func (x *experiment) parties(tracks []*track) (parties [][]*track) {
	at := map[function]int{}
	for _, t := range tracks {
		f, shared := x.function(t)
		if i, ok := at[f]; shared && ok {
			parties[i] = append(parties[i], t)
			continue
		}
		if shared {
			at[f] = len(parties)
		}
		parties = append(parties, []*track{t})
	}
	return parties
}

// fixed is what a round of a track's function takes besides its visits: as much as the
// last one did, or before the first no less than those of others usually do.
func (x *experiment) fixed(t *track) time.Duration {
	f, shared := x.function(t)
	if !shared {
		return 0
	}
	if d, ok := x.setups[f]; ok {
		return d
	}
	if len(x.setups) < enoughTimes {
		return 0
	}
	return slices.Min(slices.Collect(maps.Values(x.setups)))
}

// A bill adds up what rounds of several tracks take: what a function sets up once for
// all that share it, and a link once for all of its package.
type bill struct {
	x     *experiment
	sum   time.Duration
	had   map[function]int
	links map[*gotest.Binary]time.Duration
}

func (x *experiment) bill() *bill {
	return &bill{x: x, had: map[function]int{}, links: map[*gotest.Binary]time.Duration{}}
}

// more is what a track's rounds add to the bill.
func (b *bill) more(t *track, rounds int) time.Duration {
	sum := time.Duration(rounds) * b.x.roundTime(t)
	if f, shared := b.x.function(t); shared {
		sum += time.Duration(max(0, rounds-b.had[f])) * b.x.fixed(t)
	}
	return sum + max(0, b.x.linking(t, rounds)-b.links[t.Base])
}

func (b *bill) add(t *track, rounds int) {
	b.sum += b.more(t, rounds)
	if f, shared := b.x.function(t); shared {
		b.had[f] = max(b.had[f], rounds)
	}
	b.links[t.Base] = max(b.links[t.Base], b.x.linking(t, rounds))
}

// affordable returns those tracks that there is time for until then, the first ones
// first: for all the rounds that each needs.
func (x *experiment) affordable(tracks []*track, until time.Duration, need func(*track) int) (some map[*track]bool) {
	some = map[*track]bool{}
	left, b := until-x.elapsed(), x.bill()
	if left <= 0 {
		return some
	}
	for _, t := range tracks {
		if n := need(t); n > 0 && b.sum+b.more(t, n) <= left {
			b.add(t, n)
			some[t] = true
		}
	}
	return some
}

// company returns a suspect with those that are confirmed in the same rounds: of its
// function, as far as all of them and whoever is nearer to a decision are decided in
// time. Rounds have one layout, so they have had as many.
func (x *experiment) company(lead *track) []*track {
	its, shared := x.function(lead)
	if !shared {
		return []*track{lead}
	}
	order := x.open()
	slices.SortStableFunc(order, func(a, b *track) int {
		switch {
		case x.nearer(a, b, lead):
			return -1
		case x.nearer(b, a, lead):
			return 1
		}
		return 0
	})
	some := x.affordable(order, x.plan.Budget, func(t *track) int { return t.need })
	if !some[lead] {
		return []*track{lead}
	}
	return slices.DeleteFunc(x.open(), func(t *track) bool {
		f, shared := x.function(t)
		return t != lead && !(shared && f == its && some[t] && len(t.rounds) == len(lead.rounds) && x.links.wanted(t) == x.links.wanted(lead))
	})
}
