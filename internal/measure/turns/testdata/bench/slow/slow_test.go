// Package slow takes its time before and after, and insists on both.
package slow

import (
	"fmt"
	"os"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	time.Sleep(100 * time.Millisecond)
	m.Run()
	if name := os.Getenv("SLOW_LOG"); name != "" {
		f, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o666)
		if err == nil {
			_, err = fmt.Fprintln(f, "torn down")
		}
		if err != nil {
			panic(err)
		}
	}
}

func BenchmarkIt(b *testing.B) {
	for b.Loop() {
	}
}
