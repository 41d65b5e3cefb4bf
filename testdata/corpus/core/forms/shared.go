package forms

import "strconv"

// A Set is a list of keys with an index.
type Set struct {
	keys  []string
	index map[string]int
}

// NewSet returns the set of the numbers below n.
func NewSet(n int) *Set {
	s := &Set{index: make(map[string]int, n)}
	for i := range n {
		key := strconv.Itoa(i)
		s.index[key] = i
		s.keys = append(s.keys, key)
	}
	return s
}
