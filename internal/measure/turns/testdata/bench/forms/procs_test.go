package forms_test

import (
	"runtime"
	"testing"
)

// BenchmarkExternal is in the external test package.
func BenchmarkExternal(b *testing.B) {
	for b.Loop() {
		runtime.NumCPU()
	}
}
