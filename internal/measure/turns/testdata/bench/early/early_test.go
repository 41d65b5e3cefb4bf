// Package early ends before anything was run.
package early

import (
	"os"
	"testing"
)

func TestMain(*testing.M) {
	if os.Getenv("EARLY") == "panic" {
		panic("not today")
	}
	os.Exit(0)
}

func BenchmarkIt(b *testing.B) {}
