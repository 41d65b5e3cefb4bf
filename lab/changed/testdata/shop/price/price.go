package price

import "example.com/shop/text"

type Pricer interface{ Price(name string) int }

type Table map[string]int

func (t Table) Price(name string) int {
	if p, ok := t[text.Clean(name)]; ok {
		return p
	}
	return 7
}

func Sum[T ~int](values []T) (sum T) {
	for i := 0; i < len(values); i++ {
		sum += values[i]
	}
	return sum
}
