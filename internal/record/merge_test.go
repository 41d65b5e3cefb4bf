package record

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/benchgate/benchgate/internal/round"
)

// generated is a record of a run with entries in all states and some rounds.
func generated(rng *rand.Rand) Record {
	rec := Record{
		Base: Ref{SHA: strings.Repeat("a", 40)}, Head: Ref{SHA: strings.Repeat("b", 40)}, Seed: rng.Uint64(),
		Policy: Policy{Source: ".benchgate.yml", Text: "version: 1\n", Alpha: 0.01}, Arguments: []string{"--engine=exec"},
		Environment: Environment{CPU: "one"}, Partial: rng.IntN(8) == 0,
	}
	for i := range 3 + rng.IntN(8) {
		b := round.Benchmark{Package: "example.com/p", Name: fmt.Sprint("B", i)}
		e := Entry{Package: b.Package, Benchmark: b.Name, State: States[rng.IntN(len(States))], File: "p_test.go", Line: 1 + i}
		rec.Entries = append(rec.Entries, e)
		for k := range rng.IntN(4) {
			if e.State != NotSelected {
				rec.Rounds = append(rec.Rounds, round.Round{Benchmark: b, Index: k, Stage: round.Screen})
			}
		}
		rec.Costs = append(rec.Costs, Cost{Package: b.Package, Benchmark: b.Name, Seconds: float64(i)})
	}
	return rec
}

// split is the record of each of n shards that a run would have left.
func split(whole Record, n int) []Record {
	parts := make([]Record, n)
	of := func(name string) int { return int(name[len(name)-1]) % n }
	for i := range parts {
		p := whole
		p.Shard, p.Shards = &Shard{Index: i + 1, Count: n, Assignment: "d"}, 0
		p.Arguments = append([]string{fmt.Sprintf("--shard=%d/%d", i+1, n)}, whole.Arguments...)
		p.Partial = whole.Partial && i == n-1
		p.Entries, p.Rounds, p.Costs = nil, nil, nil
		for _, e := range whole.Entries {
			if e.State == NotSelected || of(e.Benchmark) == i {
				p.Entries = append(p.Entries, e)
			}
		}
		for _, r := range whole.Rounds {
			if of(r.Name) == i {
				p.Rounds = append(p.Rounds, r)
			}
		}
		for _, c := range whole.Costs {
			if of(c.Benchmark) == i {
				p.Costs = append(p.Costs, c)
			}
		}
		parts[i] = p
	}
	return parts
}

// TestMergedShardsAreTheWhole: putting the shards of a record together, in any
// order, gives the record, but for the order of its parts.
func TestMergedShardsAreTheWhole(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 3))
		whole := generated(rng)
		n := 1 + rng.IntN(4)
		parts := split(whole, n)
		rng.Shuffle(n, func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		got, err := Merge(parts)
		if err != nil {
			t.Fatal(err)
		}
		if got.Shard != nil || got.Shards != n {
			t.Errorf("seed %d: shard %v of %d", seed, got.Shard, got.Shards)
		}
		for i := range got.Rounds {
			got.Rounds[i].Shard = 0
		}
		got.Shards = 0
		sortAll(&got)
		sortAll(&whole)
		if diff := cmp.Diff(whole, got); diff != "" {
			t.Fatalf("seed %d, %d shards:\n%s", seed, n, diff)
		}
	}
}

func sortAll(r *Record) {
	sortBy(r.Entries, func(e Entry) string { return e.Benchmark })
	sortBy(r.Costs, func(c Cost) string { return c.Benchmark })
	sortBy(r.Rounds, func(x round.Round) string { return x.Name })
}

func sortBy[T any](list []T, key func(T) string) {
	for i := range list {
		for j := i; j > 0 && key(list[j]) < key(list[j-1]); j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}

// TestMergeRefuses: parts that are not the whole of one run are no record.
func TestMergeRefuses(t *testing.T) {
	fresh := func() []Record { return split(generated(rand.New(rand.NewPCG(1, 1))), 3) }
	for name, tt := range map[string]struct {
		change func([]Record) []Record
		want   string
	}{
		"nothing":                    {func(p []Record) []Record { return nil }, "no shard"},
		"one is missing":             {func(p []Record) []Record { return p[:2] }, "1 of 3 shards are missing"},
		"one is there twice":         {func(p []Record) []Record { return append(p[:2:2], p[0]) }, "shard 1 is there twice"},
		"one is of other base":       {func(p []Record) []Record { p[1].Base.SHA = "c"; return p }, "different commits: base"},
		"one is of other head":       {func(p []Record) []Record { p[1].Head.SHA = "c"; return p }, "different commits: head"},
		"one is a whole run":         {func(p []Record) []Record { p[1].Shard = nil; return p }, "whole run"},
		"the first is a whole":       {func(p []Record) []Record { p[0].Shard = nil; return p }, "whole run"},
		"one is of other count":      {func(p []Record) []Record { p[1].Shard = &Shard{Index: 2, Count: 4}; return p }, "one of 3 shards, one of 4"},
		"one has another assignment": {func(p []Record) []Record { p[1].Shard = &Shard{Index: 2, Count: 3, Assignment: "x"}; return p }, "different assignments"},
		"a copy of another":          {func(p []Record) []Record { return twice(p) }, "is in shard 1 and in shard 2"},
		"one has other rules":        {func(p []Record) []Record { p[2].Policy.Text = "x"; return p }, "different policies"},
		"one has another alpha":      {func(p []Record) []Record { p[2].Policy.Alpha = 0.5; return p }, "different policies"},
	} {
		if _, err := Merge(tt.change(fresh())); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
}

// twice passes the first shard off as the second one, too.
func twice(p []Record) []Record {
	p[0].Entries = append(p[0].Entries, Entry{Package: "p", Benchmark: "B", State: Measured})
	p[1].Entries = p[0].Entries
	return p
}

func TestArgumentsOfShards(t *testing.T) {
	part := func(args ...string) Record { return Record{Arguments: args} }
	for _, tt := range []struct {
		parts []Record
		want  string
	}{
		{[]Record{part("--shard=1/2"), part("--shard=2/2")}, "[]"},
		{[]Record{part("--bench=A", "--shard=1/2", "."), part("--bench=A", "--shard=2/2", ".")}, "[--bench=A .]"},
		{[]Record{part("--shard=1/2"), part("--strict=true", "--shard=2/2")}, "[--strict=true]"},
		{[]Record{part("--bench=A"), part("--strict=true")}, "[--bench=A --strict=true]"},
	} {
		if got := fmt.Sprint(arguments(tt.parts)); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}
