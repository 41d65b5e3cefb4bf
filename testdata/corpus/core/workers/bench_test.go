package workers

import (
	"context"
	"hash/crc32"
	"sync"
	"testing"

	"github.com/benchgate/benchgate/benchmetric"
)

// BenchmarkWorkers does its own work while four workers have nothing to do, and
// hands them a few jobs: workers that spin take the cores away. Cancelling ends
// the workers, or they are reported as leaked.
func BenchmarkWorkers(b *testing.B) {
	const width = 8
	data, own := make([]byte, 4<<10), make([]byte, 256<<10)
	var sums [width]uint32
	jobs := make(chan Job)
	ctx, cancel := context.WithCancel(context.Background())
	w := benchmetric.Start(b)
	Start(ctx, 4, jobs)
	for b.Loop() {
		var all sync.WaitGroup
		all.Add(width)
		for i := range sums {
			jobs <- Job{data, &sums[i], all.Done}
		}
		for range 4 {
			crc32.ChecksumIEEE(own)
		}
		all.Wait()
	}
	cancel()
	w.Report()
	if want := crc32.ChecksumIEEE(data); sums[0] != want || sums[width-1] != want {
		b.Fatal("wrong sums")
	}
}
