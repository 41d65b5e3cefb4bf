//go:build naive

// Package buffer hands items from a producer to a consumer.
package buffer

// Sum adds up the items, handed over one at a time: both sides wait for each
// other at every item.
func Sum(items []int) (total int) {
	ch := make(chan int)
	go func() {
		defer close(ch)
		for _, x := range items {
			ch <- x
		}
	}()
	for x := range ch {
		total += x
	}
	return total
}
