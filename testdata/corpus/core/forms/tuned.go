//go:build !naive

// Package forms looks keys up: for every form that a benchmark can have.
package forms

// find looks the key up.
func (s *Set) find(key string) int {
	if i, ok := s.index[key]; ok {
		return i
	}
	return -1
}
