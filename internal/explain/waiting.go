package explain

import "github.com/benchgate/benchgate/internal/report"

// Waits tells whether a change of time is mostly one of waiting: CPU profiles
// account for less than half of what was measured, in seconds an operation. Then
// block and mutex profiles may know more.
func Waits(cpu report.Explanation, measured float64) bool {
	return measured > 0 && cpu.Head.Total-cpu.Base.Total < measured/2
}
