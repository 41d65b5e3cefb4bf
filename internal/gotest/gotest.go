// Package gotest knows the go command and the test binaries it builds: it
// lists packages with benchmarks, builds test binaries, lists their benchmarks
// and runs one of them in a bounded process of its own.
package gotest

import "time"

// A Package is one package of one side that declares benchmarks. The zero
// value names none.
type Package struct {
	ImportPath string
	// Dir is the package's directory in its side's tree; RelDir is the same
	// relative to the tree's root, with forward slashes.
	Dir, RelDir string
	// ModuleDir is the directory of the module that holds the package, from
	// which the go command runs; ModulePath is its name.
	ModuleDir, ModulePath string
	// WorkOff tells that the go command must run with GOWORK=off: a go.work file
	// above the module does not use it.
	WorkOff bool
	// Benchmarks are the top-level benchmark functions found in its test files,
	// in source order.
	Benchmarks []Func
}

// A Func is a benchmark function in source.
type Func struct {
	Name string // with the word Benchmark
	File string // relative to the tree's root, with forward slashes
	Line int    // 1-based
}

// A Binary is a built test binary of one package and side.
type Binary struct {
	Package Package
	Path    string   // absolute
	Env     []string // for its process, as for os/exec
	// Trimmed tells whether it was built with -trimpath.
	Trimmed bool

	made recipe // how, for Relink
}

// A Call is one process of a test binary that runs one benchmark.
type Call struct {
	// Benchmark is the name without the word Benchmark and without the
	// GOMAXPROCS suffix, with sub-benchmarks: Parse/size=1.
	Benchmark string
	// Procs is the value for -test.cpu; 0 leaves GOMAXPROCS alone.
	Procs int
	// N is the number of iterations, at least 1.
	N int64
	// OwnN is set for a benchmark that sets b.N itself: its result has any number of
	// iterations.
	OwnN bool
	// Silence ends the process when nothing was finished for this long.
	Silence time.Duration
	// Profiles are written while it runs; the zero value writes none.
	Profiles Profiles
}

// Profiles are the files, absolute, that a process writes its profiles to; empty
// ones are not written. They cover all of the process from before TestMain's
// m.Run to its end.
type Profiles struct {
	CPU    string
	Allocs string // every allocation
	Block  string // every wait
	Mutex  string // every contention
}
