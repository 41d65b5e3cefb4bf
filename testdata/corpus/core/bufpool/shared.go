package bufpool

import "strconv"

// capacity is not a constant, as where it comes from a configuration: a buffer of
// constant size that is only used here would lie on the stack.
var capacity = 64 << 10

// Size returns how long the numbers up to n are as text.
func Size(n int) int {
	b := buffer()
	defer release(b)
	for i := range n {
		b.Write(strconv.AppendInt(b.AvailableBuffer(), int64(i), 10))
	}
	return b.Len()
}
