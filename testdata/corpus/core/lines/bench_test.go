package lines

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/benchgate/benchgate/benchmetric"
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

func BenchmarkLines(b *testing.B) {
	name := file(b)
	b.SetBytes(4 << 20)
	w := benchmetric.Start(b)
	for b.Loop() {
		if n, err := Count(name, "/item/5 "); err != nil || n < 100 {
			b.Fatal(n, err)
		}
	}
	w.Report()
}
