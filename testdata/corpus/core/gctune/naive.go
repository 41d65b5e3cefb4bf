//go:build naive

// Package gctune sets the collector for a service with a small live heap.
package gctune

// Tune leaves the defaults: a collection whenever the heap doubled.
func Tune() (restore func()) { return func() {} }
