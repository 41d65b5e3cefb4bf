//go:build naive

// Package indexed applies a function to many items at a time.
package indexed

import "sync"

// Map starts a goroutine for every item; each appends its result under a lock,
// so that they must be put into order afterwards.
func Map(items []int, f func(int) int) []int {
	type result struct{ at, value int }
	var (
		mu      sync.Mutex
		results []result
		all     sync.WaitGroup
	)
	for i, x := range items {
		all.Go(func() {
			v := f(x)
			mu.Lock()
			results = append(results, result{i, v})
			mu.Unlock()
		})
	}
	all.Wait()
	out := make([]int, len(items))
	for _, r := range results {
		out[r.at] = r.value
	}
	return out
}
