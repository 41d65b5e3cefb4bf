//go:build !nightly

package browser

// nightly tells that all modes are looked at, on a machine that does nothing else.
const nightly = false
