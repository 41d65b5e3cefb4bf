package basket_test

import (
	"testing"

	"example.com/shop/basket"
	"example.com/shop/checks"
)

func BenchmarkTotal(b *testing.B) {
	for range b.N {
		basket.Basket{Prices: checks.Prices(), Names: []string{"pen"}}.Total()
	}
}
