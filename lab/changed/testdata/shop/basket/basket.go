// Package basket knows prices by an interface only: what it runs, its callers
// choose.
package basket

type pricer interface{ Price(name string) int }

type Basket struct {
	Prices pricer
	Names  []string
}

func (b Basket) Total() int {
	total := 0
	for _, n := range b.Names {
		total += b.Prices.Price(n)
	}
	return total
}
