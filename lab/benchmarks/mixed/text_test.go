package mixed

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
)

func words(n int) []string {
	all := make([]string, n)
	for i, x := range Noise(n) {
		all[i] = fmt.Sprintf("word%d", x%1000)
	}
	return all
}

func BenchmarkMarshal(b *testing.B) {
	order := Sample(10)
	for b.Loop() {
		if _, err := Encode(order); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkUnmarshal(b *testing.B) {
	text, err := Encode(Sample(10))
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for range b.N {
		if _, err := Decode(text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBuilder(b *testing.B) {
	parts := words(50)
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		Join(parts)
	}
}

func BenchmarkSprintf(b *testing.B) {
	for i := 0; b.Loop(); i++ {
		_ = fmt.Sprintf("order %d of %s: %.2f", i&1023, "Ada", 12.5)
	}
}

func BenchmarkRegexp(b *testing.B) {
	re := regexp.MustCompile(`(\w+)@(\w+)\.example`)
	text := []byte(strings.Join(words(40), " ") + " ada@mail.example")
	b.SetBytes(int64(len(text)))
	b.ResetTimer()
	for range b.N {
		if re.FindSubmatchIndex(text) == nil {
			b.Fatal("no match")
		}
	}
}

func BenchmarkScan(b *testing.B) {
	text := []byte(strings.Join(words(500), "\n"))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		in := bufio.NewScanner(bytes.NewReader(text))
		lines := 0
		for in.Scan() {
			lines++
		}
		if lines != 500 {
			b.Fatal(lines)
		}
	}
}

func BenchmarkGzip(b *testing.B) {
	text := []byte(strings.Join(words(1000), " "))
	out := &bytes.Buffer{}
	w := gzip.NewWriter(out)
	b.ResetTimer()
	for range b.N {
		if err := Squeeze(w, out, text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGunzip(b *testing.B) {
	out := &bytes.Buffer{}
	if err := Squeeze(gzip.NewWriter(out), out, []byte(strings.Join(words(1000), " "))); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Stretch(out.Bytes()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTimeFormat(b *testing.B) {
	at := time.Unix(1_700_000_000, 0).UTC()
	buf := make([]byte, 0, 64)
	for range b.N {
		buf = at.AppendFormat(buf[:0], time.RFC3339Nano)
	}
}
