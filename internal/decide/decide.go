// Package decide makes, from statistics and policy, what measuring asks after
// every round and what judging needs at the end. It is pure: the same rounds
// give the same answers, so a decision is recomputed from rounds.jsonl alone.
//
// Deciding has two stages. The screen looks at all benchmarks with a few rounds
// each and lets go of those that are surely within their thresholds. What it
// suspects is confirmed on fresh rounds only, by exact tests at planned looks,
// with a level that is shared among all hypotheses that entered. Since the rounds
// that select are not those that test, the chance of a false regression in an
// unchanged run holds for any screen and any number of benchmarks.
package decide

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/round"
)

// Judge decides all rounds of a run. Others are deltas of benchmarks that were
// not measured, since only one side has them. Rounds of benchmarks in without,
// which were given up after some rounds, have no rows; they still count in the
// family, which is never reduced after the fact.
func Judge(rounds []round.Round, without map[round.Benchmark]bool, others []compare.Delta, p policy.Policy, now time.Time) policy.Judgement {
	return JudgeShards(rounds, 1, without, others, p, now)
}

// JudgeShards is Judge for a run that was spread over so many shards: the rounds
// of each are a family of their own, which was fixed without those of the others
// and has its equal share of alpha.
func JudgeShards(rounds []round.Round, shards int, without map[round.Benchmark]bool, others []compare.Delta, p policy.Policy, now time.Time) policy.Judgement {
	s := staged{p}
	s.Alpha /= float64(max(1, shards))
	var evidence []policy.Evidence
	size := 0
	for _, part := range byShard(rounds) {
		screening, confirming := split(part)
		f := s.family(screening)
		size += f.size
		for _, b := range slices.SortedFunc(maps.Keys(screening), byName) {
			if !without[b] {
				evidence = append(evidence, s.evidence(f, screening[b], confirming[b])...)
			}
		}
	}
	for _, d := range others {
		evidence = append(evidence, policy.Evidence{Delta: d})
	}
	return p.JudgeStaged(evidence, size, now)
}

// byShard takes the rounds of each shard apart, in the order of the shards.
func byShard(rounds []round.Round) [][]round.Round {
	parts := map[int][]round.Round{}
	for _, r := range rounds {
		parts[r.Shard] = append(parts[r.Shard], r)
	}
	var list [][]round.Round
	for _, shard := range slices.Sorted(maps.Keys(parts)) {
		list = append(list, parts[shard])
	}
	return list
}

// split sorts rounds by stage and benchmark, in the order measured.
func split(rounds []round.Round) (screening, confirming map[round.Benchmark][]round.Round) {
	screening, confirming = map[round.Benchmark][]round.Round{}, map[round.Benchmark][]round.Round{}
	for _, r := range rounds {
		if r.Stage == round.Confirm {
			confirming[r.Benchmark] = append(confirming[r.Benchmark], r)
		} else {
			screening[r.Benchmark] = append(screening[r.Benchmark], r)
		}
	}
	return screening, confirming
}

func byName(a, b round.Benchmark) int {
	return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.Name, b.Name))
}

// limitConfidence is the confidence at which a limit is held against head.
const limitConfidence = 0.99

// JudgeFiles judges deltas of files. Limits are held against the intervals of
// head's values.
func JudgeFiles(deltas []compare.Delta, head *compare.Samples, p policy.Policy, now time.Time) policy.Judgement {
	return p.JudgeBounded(deltas, now, func(d compare.Delta) (lo, hi float64) {
		return compare.CenterInterval(head.Values(d.Benchmark, d.Unit), limitConfidence)
	})
}
