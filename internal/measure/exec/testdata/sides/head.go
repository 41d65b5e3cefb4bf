//go:build head

package sides

const head = true
