//go:build naive

// Package forms looks keys up: for every form that a benchmark can have.
package forms

// find looks at every key.
func (s *Set) find(key string) int {
	for i, k := range s.keys {
		if k == key {
			return i
		}
	}
	return -1
}
