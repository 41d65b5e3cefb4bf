package api

import (
	"example.com/shop/basket"
	"example.com/shop/price"
)

var table = load()

func load() price.Table {
	return price.Table{"ink": 3}
}

func Answer(name string) int {
	b := basket.Basket{Prices: table, Names: []string{name}}
	if t := b.Total(); t > 0 {
		return t
	}
	return 0
}
