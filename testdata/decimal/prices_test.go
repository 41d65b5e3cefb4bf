// Package prices measures what a shop asks of github.com/shopspring/decimal.
// docs/example.md runs benchgate on it with two published versions of that
// module.
package prices

import (
	"testing"

	"github.com/shopspring/decimal"
)

var (
	price = decimal.RequireFromString("1234.5678")
	rate  = decimal.RequireFromString("0.0825")
	sink  decimal.Decimal
	text  string
	data  []byte
	n     int
)

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		sink, _ = decimal.NewFromString("1234.5678")
	}
}

func BenchmarkString(b *testing.B) {
	for b.Loop() {
		text = price.String()
	}
}

func BenchmarkAdd(b *testing.B) {
	for b.Loop() {
		sink = price.Add(rate)
	}
}

func BenchmarkMul(b *testing.B) {
	for b.Loop() {
		sink = price.Mul(rate)
	}
}

func BenchmarkDiv(b *testing.B) {
	for b.Loop() {
		sink = price.Div(rate)
	}
}

func BenchmarkRound(b *testing.B) {
	for b.Loop() {
		sink = price.Round(2)
	}
}

func BenchmarkFromFloat(b *testing.B) {
	for b.Loop() {
		sink = decimal.NewFromFloat(1234.5678)
	}
}

func BenchmarkSum(b *testing.B) {
	list := make([]decimal.Decimal, 1000)
	for i := range list {
		list[i] = decimal.New(int64(i), -2)
	}
	for b.Loop() {
		sink = decimal.Sum(list[0], list[1:]...)
	}
}

func BenchmarkNumDigits(b *testing.B) {
	for b.Loop() {
		n = price.NumDigits()
	}
}

func BenchmarkMarshalBinary(b *testing.B) {
	for b.Loop() {
		data, _ = price.MarshalBinary()
	}
}

func BenchmarkCopy(b *testing.B) {
	for b.Loop() {
		sink = price.Copy()
	}
}
