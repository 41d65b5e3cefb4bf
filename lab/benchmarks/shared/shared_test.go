package shared

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"regexp"
	"sort"
	"strings"
	"testing"
)

// sink keeps results alive where the compiler would drop them.
var sink int

func noise(n int) []int {
	xs := make([]int, n)
	state := uint32(2463534242)
	for i := range xs {
		state ^= state << 13
		state ^= state >> 17
		state ^= state << 5
		xs[i] = int(state >> 1)
	}
	return xs
}

func words(n int) (all []string) {
	for _, x := range noise(n) {
		all = append(all, fmt.Sprint("word-", x))
	}
	return all
}

// BenchmarkFamily has leaves that share what their parent sets up, and the process.
func BenchmarkFamily(b *testing.B) {
	xs, ws := noise(4096), words(1000)
	text := strings.Join(ws, " ")
	b.Run("Sort", func(b *testing.B) {
		work := make([]int, 1000)
		for range b.N {
			copy(work, xs)
			sort.Ints(work)
		}
	})
	b.Run("SHA256", func(b *testing.B) {
		data := []byte(text[:4096])
		for b.Loop() {
			sha256.Sum256(data)
		}
	})
	b.Run("MapLookup", func(b *testing.B) {
		m := map[string]int{}
		for i, w := range ws {
			m[w] = i
		}
		b.ResetTimer()
		for i := range b.N {
			sink += m[ws[i%len(ws)]]
		}
	})
	b.Run("MapInsert", func(b *testing.B) {
		for b.Loop() {
			m := map[int]int{}
			for _, x := range xs[:1000] {
				m[x]++
			}
			sink += len(m)
		}
	})
	b.Run("Marshal", func(b *testing.B) {
		for range b.N {
			out, err := json.Marshal(ws[:50])
			if err != nil {
				b.Fatal(err)
			}
			sink += len(out)
		}
	})
	b.Run("Regexp", func(b *testing.B) {
		re := regexp.MustCompile(`w[a-z]+-(\d)(\d+)7\b`)
		for b.Loop() {
			sink += len(re.FindString(text[:1024]))
		}
	})
	b.Run("Deflate", func(b *testing.B) {
		var out bytes.Buffer
		w, err := flate.NewWriter(&out, flate.BestSpeed)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			out.Reset()
			w.Reset(&out)
			if _, err := w.Write([]byte(text)); err != nil {
				b.Fatal(err)
			}
			if err := w.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Alloc", func(b *testing.B) {
		for range b.N {
			sink += len(make([]byte, 1<<10+sink&1))
		}
	})
}
