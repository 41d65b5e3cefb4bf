package doctor

import (
	"math"

	"github.com/benchgate/benchgate/internal/machine"
	"github.com/benchgate/benchgate/internal/record"
)

// Environment puts what is known of the machine into a report's words.
// goVersion is "" and free 0 where they are not known.
func Environment(m machine.Machine, s machine.State, goVersion string, free uint64) record.Environment {
	return record.Environment{
		Go: goVersion, GOOS: m.GOOS, GOARCH: m.GOARCH, CPU: m.CPU, CPUs: m.CPUs,
		Governor: s.Governor, Turbo: string(s.Turbo), Power: string(s.Power), Load: s.Load,
		Virtual: s.Virtual, Container: s.Container, CPUQuota: s.CPUQuota, MemoryLimit: s.MemoryLimit,
		DiskFree: int64(min(free, math.MaxInt64)),
	}
}
