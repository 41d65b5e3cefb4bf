package bufpool

import "strconv"

// Size returns how long the numbers up to n are as text.
func Size(n int) int {
	b, release := buffer()
	defer release()
	for i := range n {
		b.Write(strconv.AppendInt(b.AvailableBuffer(), int64(i), 10))
	}
	return b.Len()
}
