package round

import (
	"bytes"
	"fmt"
	"testing"
)

// BenchmarkDecode reads the rounds of a large run: 100 benchmarks in 40 rounds.
func BenchmarkDecode(b *testing.B) {
	var text bytes.Buffer
	var rounds []Round
	for i := range 4000 {
		r := sample()
		r.Name, r.Index = fmt.Sprintf("Parse/size=%d-8", i%100), i/100
		rounds = append(rounds, r)
	}
	if err := Encode(&text, rounds); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		if got, err := Decode(bytes.NewReader(text.Bytes())); err != nil || len(got) != len(rounds) {
			b.Fatal(len(got), err)
		}
	}
}
