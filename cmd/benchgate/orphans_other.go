//go:build !linux

package main

// Elsewhere than on Linux there is no way to become the parent of orphans: the
// process group of a benchmark is killed, a session of its own is not.
func adoptOrphans() {}
func endOrphans()   {}
