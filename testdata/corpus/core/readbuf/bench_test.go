package readbuf

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// file makes a log of 4 MB.
func file(b *testing.B) string {
	var text bytes.Buffer
	for i := 0; text.Len() < 4<<20; i++ {
		fmt.Fprintf(&text, "%08d GET /item/%d 200\n", i, i%977)
	}
	name := filepath.Join(b.TempDir(), "access.log")
	if err := os.WriteFile(name, text.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	return name
}

func BenchmarkReadBuf(b *testing.B) {
	name := file(b)
	b.SetBytes(4 << 20)
	for b.Loop() {
		if n, err := Sum(name); err != nil || n == 0 {
			b.Fatal(n, err)
		}
	}
}
