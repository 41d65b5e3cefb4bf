// Package adverse holds benchmarks that are ill-disposed: their speed changes
// with time, with a seed that every process draws, or with what a collector or a
// flush does now and then. All work for their time; none sleeps.
//
// The linker makes head's binaries out of this source: planted is how many steps
// every iteration of theirs spins more, and rarely, where it is set, makes costs
// larger that only few iterations pay.
package adverse

import (
	"os"
	"strconv"
)

// They are variables of text, since the linker sets no others.
var planted, rarely string

var (
	plantedSteps, _ = strconv.Atoi(planted) // 0 where it is not set
	rare            = rarely != ""
)

// calm takes away what is ill-disposed, so that it can be measured how slow
// something is.
var calm = os.Getenv("ADVERSE_CALM") != ""

// slowly is what makes an iteration of head slower.
//
//go:noinline
func slowly() {
	if plantedSteps > 0 && Spin(plantedSteps) == 1 {
		panic("it cannot be")
	}
}

// Spin computes for a number of steps without touching memory.
func Spin(steps int) uint64 {
	x := uint64(88172645463325252)
	for range steps {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	return x
}

// Noise fills a slice with numbers that look random and are always the same.
func Noise(n int) []int {
	xs := make([]int, n)
	state := uint32(2463534242)
	for i := range xs {
		state ^= state << 13
		state ^= state >> 17
		state ^= state << 5
		xs[i] = int(state >> 1)
	}
	return xs
}
