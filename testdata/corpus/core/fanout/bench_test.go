package fanout

import (
	"hash/crc32"
	"testing"
)

func BenchmarkFanOut(b *testing.B) {
	records, want := make([][]byte, 2000), uint64(0)
	for i := range records {
		records[i] = []byte{byte(i), byte(i >> 8), 3: 1}
		want += uint64(crc32.ChecksumIEEE(records[i]))
	}
	for b.Loop() {
		if got := Sum(records); got != want {
			b.Fatal("wrong sum")
		}
	}
}
