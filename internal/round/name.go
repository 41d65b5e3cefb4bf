package round

import "strings"

// Stem returns a benchmark's name without the configuration that package compare
// puts behind it, as in "Copy-8 [goarch=arm64]", and without the GOMAXPROCS
// suffix, which is a dash and a number at the end. Nothing in a name tells whether such an ending
// is the suffix or, with GOMAXPROCS=1, part of the name that the author gave:
// Copy/size-8 has the stem Copy/size either way.
func Stem(name string) string {
	name = Unconfigured(name)
	i := strings.LastIndexByte(name, '-')
	if i <= 0 || i == len(name)-1 || strings.Trim(name[i+1:], "0123456789") != "" {
		return name
	}
	return name[:i]
}

// Unconfigured returns a benchmark's name without its configuration. No name
// that package testing makes holds a space.
func Unconfigured(name string) string {
	name, _, _ = strings.Cut(name, " [")
	return name
}

// Function returns the benchmark function that b belongs to, whatever its
// sub-benchmark and suffix: all leaves of a function have the same.
func (b Benchmark) Function() Benchmark {
	top, _, _ := strings.Cut(b.Name, "/")
	return Benchmark{Package: b.Package, Name: Stem(top)}
}
