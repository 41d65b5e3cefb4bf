//go:build !naive

// Package gctune sets the collector for a service with a small live heap.
package gctune

import "runtime/debug"

// Tune lets the heap grow ninefold between collections, and collects more often
// only where 256 MiB are in use.
func Tune() (restore func()) {
	percent, limit := debug.SetGCPercent(800), debug.SetMemoryLimit(256<<20)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}
