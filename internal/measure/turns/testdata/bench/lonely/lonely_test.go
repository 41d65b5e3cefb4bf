// Package lonely cannot be tested twice at the same time.
package lonely

import (
	"fmt"
	"net"
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	l, err := net.Listen("tcp", "127.0.0.1:"+os.Getenv("LONELY_PORT"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	l.Close()
	os.Exit(code)
}

func BenchmarkIt(b *testing.B) {
	for b.Loop() {
	}
}
