//go:build !darwin && !windows

package machine

// model reads what Linux says of its first processor.
func model() string { return cpuModel("/proc/cpuinfo") }
