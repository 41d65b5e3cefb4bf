package benchmetric

// The units as a benchmark reports them; the package's documentation says what
// each of them means. Req/s is better higher, all others are better lower.
const (
	P50              = "p50-ns/op"
	P99              = "p99-ns/op"
	Max              = "max-ns/op"
	Requests         = "req/s"
	CPU              = "cpu-%"
	CPUAll           = "cpu-all-%"
	PeakHeap         = "peak-heap-B"
	PeakTotal        = "peak-total-B"
	PeakGoroutines   = "peak-goroutines"
	LeakedGoroutines = "leaked-goroutines"
	GCCycles         = "gc-cycles/Mop"
	GCPause          = "gc-pause-ns/op"
	MaxGCPause       = "max-gc-pause-ns"
)

// Units returns all units of the package, in the order of its documentation.
func Units() []string {
	return []string{P50, P99, Max, Requests, CPU, CPUAll, PeakHeap, PeakTotal,
		PeakGoroutines, LeakedGoroutines, GCCycles, GCPause, MaxGCPause}
}
