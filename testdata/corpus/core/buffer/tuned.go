//go:build !naive

// Package buffer hands items from a producer to a consumer.
package buffer

// Sum adds up the items, handed over through a buffer.
func Sum(items []int) (total int) {
	ch := make(chan int, 256)
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
