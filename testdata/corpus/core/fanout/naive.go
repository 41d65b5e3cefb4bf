//go:build naive

// Package fanout hashes records on workers and collects the sums.
package fanout

import (
	"hash/crc32"
	"runtime"
	"sync"
)

// Sum hands out one record at a time, and takes one sum at a time: whoever has
// something waits until another takes it.
func Sum(records [][]byte) (total uint64) {
	jobs, sums := make(chan []byte), make(chan uint32)
	go func() {
		defer close(jobs)
		for _, r := range records {
			jobs <- r
		}
	}()
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for r := range jobs {
				sums <- crc32.ChecksumIEEE(r)
			}
		})
	}
	go func() {
		workers.Wait()
		close(sums)
	}()
	for s := range sums {
		total += uint64(s)
	}
	return total
}
