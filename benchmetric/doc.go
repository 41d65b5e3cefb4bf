// Package benchmetric lets a benchmark report what a service is run by, beside
// the sec/op of package testing: latency percentiles, throughput, CPU, memory,
// goroutines and garbage collections.
//
//	func BenchmarkLookup(b *testing.B) {
//		index := build()            // setup: not watched
//		w := benchmetric.Start(b)   // resets the timer
//		latency := w.Recorder()
//		for b.Loop() {
//			began := time.Now()
//			index.Lookup("key")
//			latency.Since(began)
//		}
//		w.Report()
//	}
//
// It works with b.Loop, with b.N and with RunParallel (one Recorder for each
// goroutine). All figures are of the time between Start and Report; none grows
// with the number of iterations but those that say so.
//
//	unit               meaning, source and error
//	p50-ns/op          median latency of the recorded operations, from a
//	                   histogram with three significant digits: within 0.1 %.
//	                   Each value includes one reading of the clock (about 50 ns)
//	p99-ns/op          the latency that 99 of 100 operations did not exceed; same
//	                   error, and never above max
//	max-ns/op          the longest; same error. One of many, so it is noisy, and
//	                   more operations find a longer one
//	req/s              recorded operations (b.N where none was recorded) by
//	                   b.Elapsed: as exact as sec/op
//	cpu-%              CPU time of the process, user and system, by b.Elapsed, in
//	                   percent of one core: 250 is two and a half cores. From
//	                   rusage; the kernel may count in ticks of up to 10 ms, so
//	                   windows of 100 ms are within 10 points
//	cpu-all-%          the same in percent of the cores that Go may use
//	                   (GOMAXPROCS)
//	peak-heap-B        most bytes of live objects and not yet swept garbage
//	                   (/memory/classes/heap/objects of runtime/metrics), without
//	                   this package's histograms. Looked at every 10 ms: a
//	                   shorter peak may be missed
//	peak-total-B       most bytes that the Go runtime has from the system, without
//	                   what it gave back (/memory/classes/total less
//	                   /heap/released) and without the histograms; same sampling.
//	                   Memory that C code or a mapping takes is not in it
//	peak-goroutines    most goroutines of the process (runtime.NumGoroutine) but the
//	                   watcher's own; same sampling, those of package testing
//	                   included
//	leaked-goroutines  how many more goroutines there are after the benchmark than
//	                   at Start. Exact, except that one which needs more than
//	                   50 ms to end while none else ends counts as leaked, and
//	                   that one which ended hides one that stays; for those of
//	                   earlier runs that are about to end Start waits until for
//	                   2 ms none has (50 ms at most). A leak in every iteration
//	                   grows with their number
//	gc-cycles/Mop      garbage collections by a million iterations
//	                   (/gc/cycles/total). Collections come whole: off by one
//	                   collection in the run
//	gc-pause-ns/op     time in which collections stopped the program, by
//	                   iteration: the runtime's own exact sum (debug.GCStats)
//	max-gc-pause-ns    the longest such pause, from the buckets of
//	                   /sched/pauses/total/gc: the bucket's upper bound, so up to
//	                   a quarter too long, and never too short
//
// benchgate and benchstat show ns as sec: p99-ns/op is p99-sec/op there. They
// are reported in ns because package testing prints seven digits after the
// point and no more.
//
// # What is counted
//
// CPU, memory and collections belong to the process: what other goroutines do
// meanwhile is counted, and so is what happens while the timer is stopped. Time
// is b.Elapsed, so a benchmark that waits for its turn is not idle, and where
// benchgate measures a b.Loop benchmark in turns, CPU time is that of its turns.
// Watching costs a look every 10 ms; recording costs two readings of the clock
// and an increment, about 0.1 µs. Both together are below 1 % of sec/op for
// operations of 20 µs and more, and watching alone is so for all:
// BenchmarkCostOfWatching and BenchmarkCostOfRecording.
package benchmetric
