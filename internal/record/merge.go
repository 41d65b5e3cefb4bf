package record

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/round"
)

// Merge puts the shards of one run together, in any order. It is an error where
// they are not all of one run, once each: what nobody measured is no pass.
//
// The rounds of the whole say which shard they are of, so that each shard's can be
// judged at its own share of alpha.
func Merge(parts []Record) (Record, error) {
	if err := oneRun(parts); err != nil {
		return Record{}, err
	}
	parts = slices.SortedFunc(slices.Values(parts), func(a, b Record) int { return cmp.Compare(a.Shard.Index, b.Shard.Index) })
	whole := parts[0]
	whole.Shard, whole.Shards = nil, len(parts)
	whole.MeasuringSeconds, whole.Rounds = 0, nil
	whole.Entries, whole.Notes, whole.Costs = nil, nil, nil
	for _, p := range parts {
		for _, r := range p.Rounds {
			r.Shard = p.Shard.Index
			whole.Rounds = append(whole.Rounds, r)
		}
		whole.Costs = append(whole.Costs, p.Costs...)
		whole.Seconds = max(whole.Seconds, p.Seconds)
		whole.MeasuringSeconds += p.MeasuringSeconds
		whole.Partial = whole.Partial || p.Partial
		// What no shard owns, such as a package that does not build, is in all of them.
		whole.Entries = appendNew(whole.Entries, p.Entries)
		whole.Notes = appendNew(whole.Notes, p.Notes)
	}
	whole.Environment.CPU = machines(parts)
	whole.Arguments = arguments(parts)
	return whole, nil
}

// oneRun asks that every shard of one run is there, once.
func oneRun(parts []Record) error {
	if len(parts) == 0 {
		return errors.New("no shard is there")
	}
	first, seen := parts[0], map[int]bool{}
	for _, p := range parts {
		switch {
		case p.Shard == nil || first.Shard == nil:
			return errors.New("a report is from a whole run, not from a shard")
		case p.Shard.Count != first.Shard.Count:
			return fmt.Errorf("shards are from different runs: one of %d shards, one of %d", first.Shard.Count, p.Shard.Count)
		case p.Base.SHA != first.Base.SHA:
			return fmt.Errorf("shards are of different commits: base is %.12s and %.12s", first.Base.SHA, p.Base.SHA)
		case p.Head.SHA != first.Head.SHA:
			return fmt.Errorf("shards are of different commits: head is %.12s and %.12s", first.Head.SHA, p.Head.SHA)
		case p.Policy.Text != first.Policy.Text || p.Policy.Alpha != first.Policy.Alpha:
			return fmt.Errorf("shards %d and %d were held to different policies: give all the same flags", first.Shard.Index, p.Shard.Index)
		case p.Shard.Assignment != first.Shard.Assignment:
			return fmt.Errorf("shards %d and %d used different assignments, so a benchmark may be unmeasured: "+
				"their machines see other benchmark functions, or not all had the same --costs file", first.Shard.Index, p.Shard.Index)
		case seen[p.Shard.Index]:
			return fmt.Errorf("shard %d is there twice", p.Shard.Index)
		}
		seen[p.Shard.Index] = true
	}
	if err := oneHome(parts); err != nil {
		return err
	}
	if missing := first.Shard.Count - len(seen); missing > 0 {
		return fmt.Errorf("%d of %d shards are missing: part of the benchmarks was not measured", missing, first.Shard.Count)
	}
	return nil
}

// oneHome asks that no benchmark is in two shards: then one of them is no part of
// this run. What no shard owns has no benchmark, or was not selected.
func oneHome(parts []Record) error {
	home := map[Name]int{}
	for _, p := range parts {
		for _, e := range p.Entries {
			n := Name{e.Package, e.Benchmark}
			if e.Benchmark == "" || e.State == NotSelected {
				continue
			}
			if at, ok := home[n]; ok && at != p.Shard.Index {
				return fmt.Errorf("%s.%s is in shard %d and in shard %d", e.Package, e.Benchmark, at, p.Shard.Index)
			}
			home[n] = p.Shard.Index
		}
	}
	return nil
}

// machines names the processors of all shards.
func machines(parts []Record) string {
	var cpus []string
	for _, p := range parts {
		if !slices.Contains(cpus, p.Environment.CPU) {
			cpus = append(cpus, p.Environment.CPU)
		}
	}
	return strings.Join(cpus, "; ")
}

// arguments are those of all shards but the one that names the shard. Where they
// are not the same everywhere, each shard's follow.
func arguments(parts []Record) []string {
	var all []string
	for i, p := range parts {
		own := slices.DeleteFunc(slices.Clone([]string(p.Arguments)), func(s string) bool { return strings.HasPrefix(s, "--shard=") })
		if i == 0 || !slices.Equal(own, all[:min(len(own), len(all))]) {
			all = append(all, own...)
		}
	}
	return all
}

// appendNew appends what is not there yet. Both lists may be as long as a report
// allows.
func appendNew[T comparable, L ~[]T](list, more L) L {
	have := map[T]bool{}
	for _, v := range list {
		have[v] = true
	}
	for _, v := range more {
		if !have[v] {
			have[v] = true
			list = append(list, v)
		}
	}
	return list
}

// MaxRoundsEach bounds the rounds of one benchmark: far more than a run takes,
// and far fewer than what it would take hours to compare.
const MaxRoundsEach = 256

// CheckRounds holds the rounds to what a run can have, and to what the record says
// of its shards: no benchmark function can be in two.
func (r *Record) CheckRounds() error {
	shard, count := map[round.Benchmark]int{}, map[round.Benchmark]int{}
	for _, rd := range r.Rounds {
		switch {
		case r.Shards == 0 && rd.Shard != 0:
			return fmt.Errorf("a round of shard %d in a run that was not put together of shards", rd.Shard)
		case r.Shards > 0 && (rd.Shard < 1 || rd.Shard > r.Shards):
			return fmt.Errorf("a round of shard %d in a run of %d", rd.Shard, r.Shards)
		}
		if count[rd.Benchmark]++; count[rd.Benchmark] > MaxRoundsEach {
			return fmt.Errorf("more than %d rounds of %s", MaxRoundsEach, rd.Benchmark)
		}
		f := rd.Benchmark.Function()
		if have, ok := shard[f]; ok && have != rd.Shard {
			return fmt.Errorf("%s has rounds in shard %d and in shard %d", f, have, rd.Shard)
		}
		shard[f] = rd.Shard
	}
	return nil
}
